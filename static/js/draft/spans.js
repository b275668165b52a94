/** Labels beside several rows: each row has its own, the first of a run of equal ones shows it for all. */

export function spanLabels(form, sheet) {
  let waiting = false;
  const soon = () => {
    if (!waiting) requestAnimationFrame(renew); // once for a block of rows
    waiting = true;
  };
  const renew = () => {
    waiting = false;
    span(sheet.rows("goals"), () => "");
    span(sheet.rows("indicators"), (row) => sheet.model.texts(row.dataset.row).level1);
  };
  form.addEventListener("rows", soon);
  form.addEventListener("shown", ({ target }) => target.dataset.cell === "class" && soon());
  form.addEventListener("input", ({ target }) => target.dataset.cell === "class" && soon());
  renew();
}

function span(rows, labelOf) {
  let first = null;
  let label = null;
  for (const row of rows) {
    const own = labelOf(row);
    const head = row.querySelector(":scope > [scope=rowgroup]");
    if (first && own === label) {
      first.rowSpan += 1;
      head.hidden = true;
      continue;
    }
    [first, label] = [head, own];
    head.rowSpan = 1;
    head.hidden = false;
    if (own) head.textContent = own;
  }
}
