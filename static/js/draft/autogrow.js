/** Fields as high as their text, where the browser's own field-sizing is missing (Chromium before 123). */
import { steadily } from "./fields.js";

export function growFields(form) {
  if (CSS.supports("field-sizing", "content")) return;
  const waiting = new Set();
  const soon = (fields) => {
    if (!waiting.size) requestAnimationFrame(() => steadily(grow));
    fields.forEach((field) => waiting.add(field));
  };

  /** All in three strokes: to measure each between two writes lays the whole page out for each. */
  function grow() {
    const fields = [...waiting];
    waiting.clear();
    for (const field of fields) field.style.height = "auto";
    const heights = fields.map((field) => field.scrollHeight + field.offsetHeight - field.clientHeight);
    fields.forEach((field, place) => (field.style.height = `${heights[place]}px`));
  }

  const all = () => soon(form.querySelectorAll("textarea"));
  form.addEventListener("input", ({ target }) => target.tagName === "TEXTAREA" && soon([target]));
  form.addEventListener("shown", ({ target }) => target.tagName === "TEXTAREA" && soon([target]));
  form.addEventListener("rows", all);
  window.addEventListener("resize", all);
  all();
}
