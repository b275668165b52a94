// Lists of projects and tables that can be ticked: all at once, and how many are.

const ALL = '[data-ticks="all"]';

function boxes(form) {
  return [...form.querySelectorAll('input[name="project"], input[name^="take-"]')];
}

function count(form) {
  const ticked = boxes(form).filter((box) => box.checked).length;
  const told = form.querySelector(".ticked");
  if (told) told.textContent = ticked ? `已勾选 ${ticked} ${told.dataset.unit || "个"}` : "";
  const all = form.querySelector(ALL);
  all.checked = ticked > 0 && ticked === boxes(form).length;
  all.indeterminate = ticked > 0 && !all.checked;
}

function tickAll(form) {
  for (const box of boxes(form)) box.checked = form.querySelector(ALL).checked;
}

document.addEventListener("change", (event) => {
  const form = event.target.closest("form");
  if (!form || event.target.type !== "checkbox" || !form.querySelector(ALL)) return;
  if (event.target.matches(ALL)) tickAll(form);
  count(form);
});

// What was ticked before this script came, or before one went back to the page.
for (const all of document.querySelectorAll(ALL)) {
  if (all.checked) tickAll(all.form);
  count(all.form);
}
