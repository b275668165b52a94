"""Pay of a unit's own people is basic expenditure, not a project."""

from collections.abc import Iterator

from projects.rules.context import Context
from projects.rules.examples import changed
from projects.rules.finding import Level, Remark, flag
from projects.rules.reading import Reading
from projects.rules.reading.words import contains, pattern
from projects.rules.rule import Example, Register
from projects.rules.telling import CELL_NAMES, quote

REGISTER = Register("人员支出")


@REGISTER.rule(
    "E9",
    "人员支出一般不列项目",
    basis="单位人员工资福利属于基本支出中的人员类项目，项目支出不重复安排",
    level=Level.HINT,
    bad=[
        Example("名称是工资", changed(name="教职工绩效工资及公积金")),
        Example("用途是人员工资", changed(name="社区工作经费", purpose="主要用于临时工工资 和社保缴费。")),
    ],
    good=[
        Example("农民工工资保证金", changed(name="根治欠薪专项执法", purpose="清理拖欠农民工工资。")),
        Example("老年人津贴是补助", changed(name="高龄津贴", purpose="为80岁以上老人发放高龄生活津贴。")),
        Example(
            "居民养老保险",
            changed(name="城乡居民养老保险补助", purpose="城乡居民养老保险单位缴费以外的补助。"),
        ),
    ],
)
def pay_is_no_project(reading: Reading, context: Context) -> Iterator[Remark]:
    """In the name, else in the purpose; pay of others (农民工, 高龄) is told by a list of the district."""
    head, settings = reading.head, context.settings
    words = {cell: "".join(head[cell].text.split()) for cell in ("name", "purpose")}
    if contains("not_staff_pay", words["name"] + words["purpose"], settings):
        return
    for cell, text in words.items():
        if found := pattern("personnel_pay", settings).search(text):
            yield flag(
                head[cell].at,
                f"{CELL_NAMES[cell]}含{quote(found[0])}，请核对是否属于应列基本支出的人员经费。",
                actual=found[0],
            )
            return
