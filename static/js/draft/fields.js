/** One field of the form: which cells of the table it holds, and how their texts get in and out. */
const SPLIT = "\u001f"; // between 一级 and 二级 in the value of a class option

export function cellsOf(field) {
  return field.dataset.cell === "class" ? ["level1", "level2"] : [field.dataset.cell];
}

/** The texts of a field's cells, by cell. */
export function textsOf(field) {
  if (field.dataset.cell !== "class") return { [field.dataset.cell]: field.value };
  const [level1 = "", level2 = ""] = field.value.split(SPLIT);
  return { level1, level2 };
}

/** Show these texts, the caret staying where it is if one is just here. */
export function show(field, texts) {
  if (field.dataset.cell === "class") {
    const value = [texts.level1, texts.level2].join(SPLIT);
    if (field.value !== value) chosen(field, value, texts);
    return;
  }
  const text = texts[field.dataset.cell];
  if (field.value === text) return;
  const caret = field === document.activeElement ? [field.selectionStart, field.selectionEnd] : null;
  field.value = text;
  if (caret) field.setSelectionRange(...caret);
  field.dispatchEvent(new CustomEvent("shown", { bubbles: true }));
}

/** Labels that the year's form does not know get an option of their own, as the server gives them one. */
function chosen(field, value, texts) {
  if (![...field.options].some((option) => option.value === value)) {
    const label = [texts.level1, texts.level2].filter(Boolean).join(" › ") || "（未选）";
    const option = new Option(label, value);
    Object.assign(option.dataset, texts, { made: "" });
    field.prepend(option);
  }
  field.value = value;
  field.querySelectorAll("option[data-made]:not(:checked)").forEach((one) => one.remove()); // half a colleague's change
  field.dispatchEvent(new CustomEvent("shown", { bubbles: true }));
}

/** What a person reads in a field's place. */
export function told(texts) {
  const labels = Object.values(texts).filter(Boolean);
  return labels.length ? `“${labels.join(" › ")}”` : "（空白）";
}

/** Give a field the focus, the caret at its end; from the keyboard one goes on typing there. */
export function enter(field) {
  if (!field) return;
  field.focus();
  if (field.setSelectionRange) field.setSelectionRange(field.value.length, field.value.length);
}

/** Do something that may push the page about, the field that is written in staying where it is. */
export function steadily(change) {
  const held = document.activeElement?.closest("[data-cell]");
  const before = held?.getBoundingClientRect().top;
  const result = change();
  if (held?.isConnected) window.scrollBy({ top: held.getBoundingClientRect().top - before, behavior: "instant" });
  return result;
}
