"""Whether an indicator stands under the class that it is about."""

from collections.abc import Iterator

from projects.rules.context import Context
from projects.rules.examples import changed, set_cells
from projects.rules.finding import Level, Remark, flag
from projects.rules.reading import Reading, Row
from projects.rules.reading.classes import kind_of
from projects.rules.reading.named import bare_words, ends_with, name_end
from projects.rules.reading.words import first_of
from projects.rules.rule import Example, Register
from projects.rules.settings import Settings
from projects.rules.single.naming import stock
from projects.rules.telling import quote

REGISTER = Register("指标归类")


@REGISTER.rule(
    "C14",
    "质量指标说的是产出的质量",
    basis="质量指标反映产出达到的标准，资金使用情况由财务管理和预算执行反映",
    level=Level.WARNING,
    bad=[
        Example("资金使用合格率", changed(set_cells("质量指标", level3="资金使用合格率"))),
        Example("专款专用率", changed(set_cells("质量指标", level3="专 款专用率"))),
        Example("预算执行率", changed(set_cells("质量指标", level3="项目预算执行率"))),
    ],
    good=[
        Example("补助对象认定", changed(set_cells("质量指标", level3="补助对象认定准确率"))),
        Example("补助发放", changed(set_cells("质量指标", level3="补助资金发放准确率"))),
        Example(
            "管好资金就是工作",
            changed(set_cells("质量指标", level3="资金使用问题查出率"), name="财政专项资金审计"),
        ),
    ],
)
def quality_is_of_the_output(reading: Reading, context: Context) -> Iterator[Remark]:
    settings = context.settings
    for row in reading.rows:
        if kind_of(row.level1, row.level2) != "质量":
            continue
        name = row.indicator.level3
        word = first_of("use_of_funds", bare_words(name), settings)
        if word and not _about_funds(reading, settings):
            yield flag(
                row.at("level3"),
                f"{quote(name)}说的是资金使用，质量指标请写产出达到的标准，如验收合格率。",
                actual=name,
                evidence=f"名称含“{word}”",
            )


def _about_funds(reading: Reading, settings: Settings) -> bool:
    """Whether the project's work itself is looking after money."""
    words = reading.table.name + reading.table.purpose[:200]
    return first_of("funds_projects", words, settings) != ""


@REGISTER.rule(
    "C15",
    "效益指标说的是带来的变化",
    basis="效益是工作完成后带来的变化，完成情况属于产出，满意度另有一类，资金使用不是效益",
    level=Level.WARNING,
    bad=[
        Example("产出的完成率", changed(set_cells("社会效益指标", level3="养护工程完成率"))),
        Example("满意度", changed(set_cells("社会效益指标", level3="群众满意度"))),
        Example("资金利用率", changed(set_cells("社会效益指标", level3="资金利用率"))),
        Example("与产出同名", changed(set_cells("社会效益指标", level3="更换课桌椅 数量", value="≥1200套"))),
    ],
    good=[
        Example("受益人数", changed(set_cells("社会效益指标", level3="受益师生人数", value="≥1640人"))),
        Example("目标的实现", changed(set_cells("社会效益指标", level3="减排目标完成率"))),
        Example(
            "管好资金就是工作",
            changed(set_cells("社会效益指标", level3="资金使用效率提高比例"), name="预算绩效管理"),
        ),
    ],
)
def benefit_is_a_change(reading: Reading, context: Context) -> Iterator[Remark]:
    """One remark a row; a stock phrase is told of by another rule."""
    outputs: dict[str, Row] = {}
    for row in reading.rows:
        kind = kind_of(row.level1, row.level2)
        name = row.indicator.level3
        if not name:
            continue
        if kind in ("数量", "质量", "时效"):
            outputs.setdefault(bare_words(name), row)
        elif kind == "效益" and "满意" not in row.level1 + row.level2:
            yield from _no_benefit(row, outputs, reading, context.settings)


def _no_benefit(row: Row, outputs: dict[str, Row], reading: Reading, settings: Settings) -> Iterator[Remark]:
    name, at = row.indicator.level3, row.at("level3")
    bare = bare_words(name)
    if not bare or stock(name, settings):
        return
    if (same := outputs.get(bare)) is not None:
        message = f"{quote(name)}已列为产出指标，效益指标请写完成之后带来的变化。"
        yield flag(at, message, actual=name, evidence=same.indicator.level2, also=same.at("level3"))
    elif "满意" in bare:
        yield flag(at, f"{quote(name)}请移到满意度指标，此处写项目带来的变化。", actual=name)
    elif (word := first_of("use_of_funds", bare, settings)) and not _about_funds(reading, settings):
        message = f"{quote(name)}说的是资金使用，效益指标请写项目带来的变化。"
        yield flag(at, message, actual=name, evidence=f"名称含“{word}”")
    elif ends_with(settings, "output_names", name_end(name)) and not first_of(
        "benefit_words", bare, settings
    ):
        message = f"{quote(name)}说的是工作完成情况，请移到产出指标，此处写完成之后带来的变化。"
        yield flag(at, message, actual=name)


@REGISTER.rule(
    "C16",
    "指标放在含义相符的二级指标下",
    basis="同类指标放在一起才能比较和汇总",
    level=Level.HINT,
    bad=[
        Example("水质属于生态", changed(set_cells("社会效益指标", level3="河流水质达标率"))),
        Example("税收属于经济", changed(set_cells("社会效益指标", level3="园区企业税收增长率"))),
        Example("及时率属于时效", changed(set_cells("质量指标", level3="补助发放及时率"))),
        Example("合格率属于质量", changed(set_cells("时效指标", level3="验收合格率", value="=100%"))),
    ],
    good=[
        Example("饮水安全是社会效益", changed(set_cells("社会效益指标", level3="农村饮用水水质达标率"))),
        Example("响应是服务质量", changed(set_cells("质量指标", level3="故障响应及时率"))),
        Example("税收宣传", changed(set_cells("社会效益指标", level3="税收政策知晓率"))),
        Example(
            "表中没有生态类",
            changed(set_cells("社会效益指标", level3="河流水质达标率")),
            Context(year=2025, classes=(("产出指标", "数量指标"), ("效益指标", "社会效益指标"))),
        ),
    ],
)
def class_fits_the_name(reading: Reading, context: Context) -> Iterator[Remark]:
    for row in reading.rows:
        name = row.indicator.level3
        better = _better(row, context.settings) if name else ""
        if better and _there(better, context):
            yield flag(
                row.at("level3"),
                f"{quote(name)}更像{better}方面的指标，请核对是否应放在“{better}”类下。",
                actual=row.indicator.level2,
                expected=better,
                evidence=f"二级指标：{row.indicator.level2}",
                also=row.at("level2"),
            )


def _better(row: Row, settings: Settings) -> str:
    """The class that a name speaks of, where that is another; empty where it does not tell."""
    kind, name = kind_of(row.level1, row.level2), name_end(row.indicator.level3)
    if kind == "质量":
        return "时效" if ends_with(settings, "timing_names", name) else ""
    if kind == "时效":
        return "质量" if ends_with(settings, "quality_names", name) else ""
    if kind != "效益":
        return ""
    if ("社会" in row.level2 or "经济" in row.level2) and _speaks(name, "ecological", settings):
        return "生态效益"
    if ("社会" in row.level2 or "生态" in row.level2) and _speaks(name, "economic", settings):
        return "经济效益"
    return ""


def _speaks(name: str, kind: str, settings: Settings) -> bool:
    return first_of(f"{kind}_words", name, settings) != "" and not first_of(
        f"not_{kind}_words", name, settings
    )


def _there(better: str, context: Context) -> bool:
    """Whether the district's form has such a class."""
    word = better.removesuffix("效益")
    return not context.classes or any(word in level2 for _, level2 in context.classes)
