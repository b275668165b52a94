"""The drafting page's keys: its own list of them and the handbook's are this one; `js/draft/keys.js` acts."""

SHORTCUTS = (
    ("Tab", "下一格"),
    ("Enter / Shift+Enter", "下一行、上一行的同一格"),
    ("Alt+Enter", "格内换行"),
    ("Ctrl+Enter", "在下面增加一行"),
    ("Ctrl+D", "复制这一行"),
    ("Alt+↑ / Alt+↓", "上移、下移这一行"),
    ("Ctrl+Delete", "删除这一行"),
    ("Ctrl+Z", "撤销刚才的删除、粘贴或改法"),
    ("Ctrl+V", "粘贴 Excel 或 Word 中的一片单元格"),
    ("↓", "在空的三级指标格内查看参考指标"),
    ("F1", "这一格怎么填；再按一次收起"),
    ("F8 / Shift+F8", "下一处、上一处检查出的问题、未填、待核对或不一致"),
    ("Ctrl+S", "立即保存"),
    ("Ctrl+/", "打开快捷键；不在格内时按 ? 也可以"),
    ("Esc", "关闭"),
)
