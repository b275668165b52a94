"""Whether a value in words can be assessed: 明显增长 can not, 同比增长≥5% and 优良中差 can."""

import re
from collections.abc import Iterator
from functools import lru_cache

from projects.rules.context import Context
from projects.rules.examples import changed, set_cells
from projects.rules.finding import Level, Remark, flag
from projects.rules.reading import Reading, Row
from projects.rules.reading.classes import kind_of
from projects.rules.reading.words import first_but, first_of
from projects.rules.rule import Example, Register
from projects.rules.settings import Settings
from projects.rules.single.repeating import copied_from
from projects.rules.telling import quote
from projects.spelling import bare
from projects.values import Kind

REGISTER = Register("指标值")
_ELSEWHERE = ("数量", "时效", "成本", "满意度")  # what their values must be is said by rules of their own
_LONGEST = 300  # characters of a cell in which figures and standards are looked for

_NOT_A_MEASURE = re.compile(
    r"[×xX*÷/]\(?100[%％]\)?|20[0-9]{2}年?(?:[0-9]{1,2}月(?:[0-9]{1,2}日)?|度|底|末)?"
    r"|[0-9]{1,2}月(?:[0-9]{1,2}日)?|[0-9一二三四五六七八九十]+年级|第[0-9]+|[(（]?[0-9]+[)）.、]"
)
_ANY_FIGURE = re.compile(
    "[0-9０-９]|百分之|[一二两三四五六七八九十百千万零]+(?:个|名|人|户|家|起|例|次(?!性)|倍|成|百分点)"
    "|[Ⅰ-Ⅹ一二三四五甲乙丙丁A-D](?:类|级|等)"  # 稳定在Ⅲ类, 三级甲等
)
_UNIT = "[余多]*[%‰个名人户家所件套台座处项次起例天日月年分级类档亩吨米公平万亿元倍成]"
# A figure that a description sets as the aim; 积水15厘米以上的点位 says what is counted, and sets none.
_AIM = re.compile(
    "(?:达到|达|提高|增加|增长|增至|提升|降至|下降|降低|减少|低于|少于|超过|控制在|至少|目标|[≥≤><=为到至])[^,。;]{0,4}?"
    rf"(?<![0-9.])[0-9]+(?:\.[0-9]+)?{_UNIT}(?:百分点|以[上下内])?(?!的|[0-9一-鿿]{{0,6}}的)"
)
_FORMULA = re.compile("÷|除以|占.{0,20}(?:比例|比重|比率)|[数量]/")
_MONTH = re.compile("年[0-9]{1,2}月")
_EARLIER = re.compile(rf"(?:上年|去年|上一年|往年|同期|20[0-9]{{2}}年)[^,。;]{{0,20}}?[0-9.]+{_UNIT}")
_STANDARD = re.compile(
    r"《[^》]+》|(?:GB|DB|JTG|JGJ|CJJ|HJ|WS|NY|SL|YY|DL|TD|LY|GA|MZ|ISO|T/)[A-Z/T]*[ -]?[0-9]"
    r"|[〔\[【(（]20[0-9]{2}[〕\]】)）][ ]*[0-9]+[ ]*号"
    r"|[一二三四甲乙丙丁ⅠⅡⅢⅣⅤIV1-5A]+[级类等][A-Z标水]?|国标|合同约定|设计(?:要求|标准|文件)|施工图"
)
_GRADED = re.compile(
    "优良中差|优秀?[、/,;]良好?[、/,;](?!(?:[中差、]|及以上)*的)|好中差|分级标准|评分标准|赋分|(?:部分|基本|未)达成"
)
_GRADE = re.compile(
    "(?<![一-鿿])(?:为|得|评为|评|即|分为)?"
    "(优秀|优|良好|良|中等|中|差|较好|一般|较差|好|合格|不合格|达标|显著|较显著|不显著|高|较高|低|[ABCD]级?)"
    "(?![一-鿿])"
)


@REGISTER.rule(
    "C12",
    "指标值可以考核",
    basis="指标值应当细化量化，不能量化的可以用分级分档的方式说明",
    level=Level.WARNING,
    bad=[
        Example("明显提高", changed(set_cells("社会效益指标", value="明显提高"))),
        Example("比上年高", changed(set_cells("社会效益指标", value="高于去年", basis="学校装备统计"))),
        Example(
            "合格", changed(set_cells("质量指标", value="合格", description="看验收单", basis="国家相关标准"))
        ),
        Example("只有年份", changed(set_cells("社会效益指标", value="2025年持续改善"))),
        Example(
            "描述里只有算式",
            changed(set_cells("社会效益指标", value="稳步提升", description="达标教室数÷教室总数×100%")),
        ),
        Example("只是工作要求", changed(set_cells("可持续影响指标", value="不断完善管护制度"))),
    ],
    good=[
        Example("用词只是陪衬数字", changed(set_cells("社会效益指标", value="明显提高，达到98%以上"))),
        Example(
            "描述中有分级标准",
            changed(
                set_cells(
                    "社会效益指标",
                    value="明显改善",
                    description="优：达标教室98%以上；良：90%—98%；中：80%—90%；差：80%以下",
                )
            ),
        ),
        Example(
            "达成情况", changed(set_cells("社会效益指标", value="达成", description="达成/部分达成/未达成"))
        ),
        Example(
            "写明了标准",
            changed(set_cells("质量指标", value="合格", description="到货抽检结果", basis="GB/T 3976-2014")),
        ),
        Example(
            "依据写明上年数值",
            changed(set_cells("社会效益指标", value="高于上年", basis="2024年装备统计年报为71%")),
        ),
        Example("字面相近", changed(set_cells("质量指标", value="出厂检验合格证齐全，均在有效期内"))),
    ],
)
def value_can_be_assessed(reading: Reading, context: Context) -> Iterator[Remark]:
    """A value that repeats the name is another rule's finding; so are values of 数量, 时效, 成本, 满意度."""
    for row in reading.rows:
        text = row.indicator.value
        if not text or not (word := _vague(text, context.settings)):
            continue
        if kind_of(row.level1, row.level2) in _ELSEWHERE and not _social_cost(row):
            continue
        if row.value.kind is not Kind.QUALITATIVE or copied_from(row):
            continue
        if message := _question(row, word, context):
            yield flag(
                row.at("value"), message, actual=text, expected="数值或分级标准", evidence=f"用词：{word}"
            )


def _social_cost(row: Row) -> bool:
    """What society or nature pays for a project is no sum of the budget."""
    return "成本" in row.level1 and ("社会" in row.level2 or "生态" in row.level2)


@lru_cache(maxsize=8192)
def _vague(text: str, settings: Settings) -> str:
    """The word because of which a text may say nothing to go by; empty where it has none."""
    plain = bare(text[:_LONGEST])
    return (
        first_of("last_year_words", plain, settings)
        or first_but("vague_words", "not_vague", plain, settings)
        or first_but("conforming_words", "not_vague", plain, settings)
    )


def _question(row: Row, word: str, context: Context) -> str:
    """What to ask of the officer; empty where the row holds something to go by."""
    one, said, settings = row.indicator, quote(row.indicator.value, 20), context.settings
    value, description, basis = (bare(text[:_LONGEST]) for text in (one.value, one.description, one.basis))
    if _ANY_FIGURE.search(_NOT_A_MEASURE.sub("", value)) or is_graded(value) or is_graded(description):
        return ""
    if word in settings.words("last_year_words"):
        if _EARLIER.search(_MONTH.sub("年", f"{description}。{basis}")):
            return ""
        example = f"“≥85%，{context.year - 1}年为80%”"
        return f"{said}没有写明{word}是多少，请写出{word}的数值和今年的目标值（如{example}）。"
    if _FORMULA.search(description):  # its result is a number, whatever else the row says
        return f"{said}无法考核，指标描述中已有算法，请填写算出的数值（如“≥95%”）。"
    if _AIM.search(_NOT_A_MEASURE.sub("。", description)):
        return ""
    if word in settings.words("conforming_words"):
        if any(_STANDARD.search(text) for text in (value, description, basis)):
            return ""
        return f"{said}没有说按什么标准，请写合格率等数值（如“=100%”），或写明标准、文件的名称。"
    within = "" if bare(one.value) == word or word in said else f"中的“{word}”"
    ask = "请写明数值（如“同比增长≥5%”），或在指标描述中补充分级标准（优、良、中、差）。"
    return f"{said}{within}无法考核，{ask}"


@lru_cache(maxsize=4096)
def is_graded(text: str) -> bool:
    """Whether grades are told: 优、良、中、差 or 达成、部分达成、未达成, explained or not."""
    plain = bare(text[:_LONGEST])
    return bool(_GRADED.search(plain)) or len(set(_GRADE.findall(plain))) >= 3
