/** The shortcuts, one key away. */
import { button } from "./undo.js";

export function openable(dialog) {
  dialog.append(button("关闭", () => dialog.close()));
  document.querySelectorAll("[data-help]").forEach((one) => {
    one.hidden = false;
    one.addEventListener("click", () => dialog.showModal());
  });
}
