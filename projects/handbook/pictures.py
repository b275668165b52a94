"""The pictures of the handbook and what they show, for who does not see them.

`tests/e2e/test_pictures.py` takes them in the browser (`make pictures`) and fails where one is not as the
application looks today.
"""

import struct
from functools import cache

from django.conf import settings

FOLDER = settings.BASE_DIR / "static" / "handbook"
_SIZE_AT = 16  # of a PNG: width and height, four bytes each

PICTURES = {
    "sign-in": "登录页：用户名、密码两个输入框和“登录”按钮。",
    "desk": "项目列表：上面是新建、沿用、导入，下面每张表一行，写着状态、缺几格、有几处错误和警告。",
    "form": "填报页：左边是官方的表，每一格都能填；右边是“保存”按钮、保存的时间、还缺几处和检查结果。",
    "cell-help": "填报页右边的“怎么填”：指标值怎样算填得好、一个好的例子、常见的两种问题。",
    "finding": "表里的一格下面写着检查结果：级别、说明和可以点的改法。",
    "recheck": "沿用上年的表里，年份、日期和金额标着待核对，可以点“没有变化，确认”。",
    "conflict": "同一格两个人都改了：列出同事改成的内容，可以选“用对方的”或者“保留我的”。",
    "import": "导入时选择要导入的表：每张表一行，写着识别情况、部门和写到哪里。",
    "submit": "送审页：列出还不能送审的原因，每一条都写明怎样办。",
    "checklist": "退回清单：每条意见写着哪一格、原来的内容和意见，可以去修改，也可以写答复。",
    "again": "登录过期时弹出的“请重新登录”，填写的内容还在页面上。",
    "inbox": "待办：请您办理的表、办理什么、截止日期、从什么时候起等着。",
    "review": "审核页：先看自上次退回以来改了什么、答复了什么，右边是意见。",
    "remark": "审核页右边的意见栏：对一格提意见，分反馈意见和内部意见两个按钮。",
    "decide": "审核意见：四项审核内容、等级和“审核通过”按钮，下面是退回的原因和“退回修改”按钮。",
    "board": "进度页：各部门的表按状态各有几张，错误、警告、反馈各几处，最久停留几天。",
    "letter": "批复页：勾选要批复的表，填文号、日期、发文单位，按“批复”。",
    "setup": "年度设置：表格样式、部门、人员、截止日期、审核流程，一步一步标着是否已完成。",
    "rules": "规则设置：每条规则一行，可以选级别，旁边是会提示几张表。",
    "people": "人员页：每人一行，写着任职、上次登录、账号是否正常，右边是办理。",
    "trail": "审计记录：时间、办理人、事项、对象、前后的变化和来源。",
    "disclosure": "公开页：数据、章节、检查、预览、保密审查、公开，一步一步写着做到哪里。",
    "sign-off": "保密审查页：审查的是哪一份，同意公开的声明和“完成保密审查”按钮。",
}


@cache
def size(name: str) -> tuple[int, int]:
    """Width and height in pixels, so that the page keeps its shape while the picture loads. OSError where
    there is none."""
    head = (FOLDER / f"{name}.png").read_bytes()[: _SIZE_AT + 8]
    width, height = struct.unpack(">II", head[_SIZE_AT:])
    return width, height
