"""Marks to put on files: an ordinary one, and what a user may be called to spoil them."""

MARK = "草稿 未公开 · 第2版（修订 37）· 李河桃 · 2025年3月1日 14:03"
SPOILING = (
    "草稿 未公开 · <b>&\"'</b></p><script>alert(1)</script> · 14:03",
    '草稿 未公开 · &amp;&[Page]&P&"&KFF0000_x0041_ · 14:03',
    "草稿 未公开 · \\22 } @page { margin: 0 } */ {line} {{ ]]> <!-- %s · 14:03",
    "草稿 未公开 · 买买提·艾力𬭎㎡☑ · 14:03",
)
LONG = f"草稿 未公开 · 第2版（修订 37）· {'名' * 300} · 2025年3月1日 14:03"
