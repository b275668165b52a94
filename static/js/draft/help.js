/** The shortcuts, one key away. */
import { button } from "./undo.js";

const SHORTCUTS = [
  ["Tab", "下一格"],
  ["Enter / Shift+Enter", "下一行、上一行的同一格"],
  ["Alt+Enter", "格内换行"],
  ["Ctrl+Enter", "在下面增加一行"],
  ["Ctrl+D", "复制这一行"],
  ["Alt+↑ / Alt+↓", "上移、下移这一行"],
  ["Ctrl+Delete", "删除这一行"],
  ["Ctrl+Z", "撤销刚才的删除、粘贴或改法"],
  ["Ctrl+V", "粘贴 Excel 或 Word 中的一片单元格"],
  ["↓", "在空的三级指标格内查看参考指标"],
  ["F8 / Shift+F8", "下一处、上一处检查出的问题、未填、待核对或不一致"],
  ["Ctrl+S", "立即保存"],
  ["F1 或 Ctrl+/", "打开本说明；不在格内时按 ? 也可以"],
  ["Esc", "关闭"],
];

export function fillHelp(dialog) {
  const list = document.createElement("dl");
  for (const [keys, does] of SHORTCUTS) {
    const term = Object.assign(document.createElement("dt"), { textContent: keys });
    list.append(term, Object.assign(document.createElement("dd"), { textContent: does }));
  }
  dialog.append(list, button("关闭", () => dialog.close()));
  document.querySelectorAll("[data-help]").forEach((one) => {
    one.hidden = false;
    one.addEventListener("click", () => dialog.showModal());
  });
}
