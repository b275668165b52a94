// Lists of projects that can be ticked: all at once, and how many are.

function boxes(form) {
  return [...form.querySelectorAll('input[name="project"]')];
}

function count(form) {
  const ticked = boxes(form).filter((box) => box.checked).length;
  const told = form.querySelector(".ticked");
  if (told) told.textContent = ticked ? `已勾选 ${ticked} 个` : "";
  const all = form.querySelector('[data-ticks="all"]');
  if (all) {
    all.checked = ticked > 0 && ticked === boxes(form).length;
    all.indeterminate = ticked > 0 && !all.checked;
  }
}

document.addEventListener("change", (event) => {
  const form = event.target.closest("form");
  if (!form || event.target.type !== "checkbox") return;
  if (event.target.dataset.ticks === "all") {
    for (const box of boxes(form)) box.checked = event.target.checked;
  }
  count(form);
});
