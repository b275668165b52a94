/** Fields as high as their text, where the browser's own field-sizing is missing (Chromium before 123). */

export function growFields(form) {
  if (CSS.supports("field-sizing", "content")) return;
  const grow = (field) => {
    field.style.height = "auto";
    field.style.height = `${field.scrollHeight + field.offsetHeight - field.clientHeight}px`;
  };
  const all = (root) => root.querySelectorAll("textarea").forEach(grow);
  form.addEventListener("input", ({ target }) => target.tagName === "TEXTAREA" && grow(target));
  form.addEventListener("shown", ({ target }) => target.tagName === "TEXTAREA" && grow(target));
  form.addEventListener("rows", () => all(form));
  window.addEventListener("resize", () => all(form));
  all(form);
}
