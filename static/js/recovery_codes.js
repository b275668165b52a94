/** Printing and copying what is shown once. Without this script there is the browser's own way. */
const print = document.querySelector("[data-print]");
const copy = document.querySelector("[data-copy]");
const told = document.querySelector("[data-copied]");

print.hidden = false;
print.addEventListener("click", () => window.print());

copy.hidden = !navigator.clipboard; // none where the site is reached without TLS
copy.addEventListener("click", async () => {
  const codes = document.querySelectorAll(`#${copy.dataset.copy} li`);
  try {
    await navigator.clipboard.writeText([...codes].map((code) => code.textContent.trim()).join("\n"));
    told.textContent = "已复制。";
  } catch {
    told.textContent = "没能复制，请选中后自己复制，或者打印。";
  }
});
