"""The figures of a sound disclosure: what the rules over documents show themselves on."""

from decimal import Decimal

from projects.rules.figures import Debt, DocumentFigures, Item, PaidProject, Repayment, ThreePublic

THREE = ThreePublic(
    total=Item(Decimal(128)),
    abroad=Item(Decimal(0)),
    vehicles=Item(Decimal(92), change=Decimal(0)),
    purchase=Item(Decimal(30), change=Decimal(-2), percent=Decimal("-6.3"), reason="更新车辆减少"),
    running=Item(
        Decimal(62), previous=Decimal(60), change=Decimal(2), percent=Decimal("3.3"), reason="车辆老化"
    ),
    reception=Item(Decimal(36), change=Decimal(0)),
)
DEBT = Debt(Decimal(52300), Decimal(12300), Decimal(40000), Decimal(56000), Decimal(13000), Decimal(43000))
REPAYMENTS = (
    Repayment(Decimal(400), Decimal(0), Decimal(400), "一般公共预算"),
    Repayment(Decimal(2100), Decimal(700), Decimal(1400), "政府性基金预算"),
)
PROJECT = PaidProject("1", "一般债券利息", Decimal(400))
FIGURES = DocumentFigures(
    three=THREE,
    debt=DEBT,
    repayment=Repayment(Decimal(2500), Decimal(700), Decimal(1800)),
    repayments=REPAYMENTS,
    projects=(PROJECT,),
)
