"""What a proofreader finds: leftovers of Word, doubled and missing characters, stray blanks and marks."""

import re
from collections.abc import Iterator
from functools import lru_cache

from projects.rules.context import Context
from projects.rules.examples import changed, set_cells
from projects.rules.finding import Level, Remark, flag
from projects.rules.reading import Reading
from projects.rules.reading.pairs import ANY_PAIR, unpaired
from projects.rules.reading.spacing import respelt
from projects.rules.reading.whole import END, whole
from projects.rules.reading.words import any_of, pattern_but
from projects.rules.rule import Example, Register
from projects.rules.settings import Settings
from projects.rules.telling import quote

REGISTER = Register("文字")
_AROUND = 8  # characters on both sides of a flaw that evidence repeats

_RESIDUE = re.compile(
    r"\[?bookmark:|_(?:GoBack|Toc[0-9]|Ref[0-9]|Hlk[0-9])|HYPERLINK|PAGEREF|MERGEFORMAT|MERGEFIELD|FORMTEXT"
    r"|EMBED |#(?:REF|VALUE|DIV/0|NAME|NUM|NULL|N/A)[!?]?|错误[!！]\s?(?:未找到|未定义|不能|书签)|Error! "
    r"|\{\s*(?:PAGE|TOC|SEQ|REF|DATE)\b|[\[［【(（]?(?:批注|Comment)\s?\[|[\[［【]批注|批注[:：]|修订[:：]|已删除[:：]"
    r"|\ufffd|锟斤拷|烫烫烫|&(?:nbsp|amp|lt|gt|quot|#[0-9]{2,5});|</?(?:br|p|div|span|td|tr|b|font)\b[^<>\x00]{0,40}>"
    r"|(?<![0-9A-Za-z])\*{2,}(?![0-9A-Za-z])|\{\{|\}\}|\$\{|Evaluation Only"
    r"|作为(?:一个|一名)?(?:AI|人工智能)|希望(?:这|以上).{0,8}对您有"
    r"|(?<![A-Za-z0-9])[XxＸｘ×✕Ｏ]{2,}(?![A-Za-z0-9])|[XxＸｘ×]年[XxＸｘ×]月"
    r"|某[区县市镇乡村局校](?![一-鿿]?某)|某(?:单位|学校|部门|街道|公司|企业|项目|工程)"
    r"|[_＿]{2,}|[?？]{2,}|□{2,}|[○〇Ｏ]{2,}(?=[一-鿿年])"
    r"|【\s*】|\[\s*\]|［\s*］|（\s*）|\(\s*\)|《\s*》|“\s*”|〔\s*〕|「\s*」"
)

_BEGINS = (
    r"\[_HPMFE#错{（(［【批修已\ufffd锟烫&<*作希XxＸｘ×✕Ｏ某＿?？□○〇《“〔「"  # what residues begin with
)


@REGISTER.rule(
    "G1",
    "没有待填内容和软件残留",
    basis="占位字样、批注和域代码会原样公开",
    level=Level.WARNING,
    bad=[
        Example("占位的XX", changed(goals=["8月底前为XX所高中换新1200套课桌椅。"])),
        Example("空白横线", changed(purpose="为____所高中更换课桌椅1200套，每套380元。")),
        Example("空括号", changed(set_cells("数量指标", basis="明教〔2024〕18号（ ）"))),
        Example("待定", changed(set_cells("可持续影响指标", basis="待定"))),
        Example("书签", changed(purpose="[bookmark: _GoBack]为3所高中更换课桌椅1200套，每套380元。")),
        Example("引用失效", changed(set_cells("数量指标", description="见错误！未找到引用源。"))),
        Example("公式失效", changed(set_cells("社会效益指标", value="#REF!"))),
        Example("某某学校", changed(goals=["8月底前为某某高中换新1200套课桌椅。"])),
    ],
    good=[
        Example("相乘", changed(purpose="3所高中，1200套×380元；单价×数量。")),
        Example("型号", changed(set_cells("数量指标", description="课桌椅（TXX2型、XXL号）套数"))),
        Example("某些", changed(goals=["8月底前换新1200套课桌椅，某些教室分批安装。"])),
        Example("破折号和省略号", changed(goals=["8月底前换新1200套课桌椅——3所高中全部投用……"])),
        Example("标书名的书名号", changed(set_cells("数量指标", basis="《学校装备标准》（试行）"))),
    ],
)
def nothing_is_left_to_fill_in(reading: Reading, context: Context) -> Iterator[Remark]:
    for cell in whole(reading).having(_leftovers(context.settings)):
        found = _leftovers(context.settings).search(cell.text)
        yield flag(
            cell.at,
            f"文中有{quote(found[0], 20)}，像是待填的内容或软件残留，请改为实际内容或删去。",
            actual=found[0],
            evidence=_around(cell.text, found),
        )


@lru_cache(maxsize=64)
def _leftovers(settings: Settings) -> re.Pattern[str]:
    words = any_of(settings.words("placeholder_words"))
    none = "(?<=等)待|待定[向点岗额期]"  # 等待定点, 待定向培养
    return re.compile(f"(?=[{_BEGINS}])(?:{_RESIDUE.pattern})|(?!{none})(?:{words})")


def _around(text: str, found: re.Match[str]) -> str:
    return quote(text[max(0, found.start() - _AROUND) : found.end() + _AROUND], 40)


_MARKS_TWICE = re.compile(
    r"(?=[，、；：。,;.])(?:([，、；：,;])[ ]?\1+|。{2}(?!。)"
    r"|[，、；：。,;][，、；：。](?<!。。)|。{4,}|(?<!。)。。。(?!。)"
    r"|(?<=[一-鿿])\.{2}(?!\.))"
)
_REPEATED = re.compile(r"(?!一)([一-鿿]{2,12})\1")
_THREE_ALIKE = re.compile(r"([一-鿿])(?<![一二三四五六七八九十百千万])\1\1")
_OPEN_END = re.compile(r"(?=[，、：,:。；）》】])(?:[，、：,:](?=\x00)|(?<![^\x00])[，。、；：）》】])")
Slip = tuple[
    re.Match[str], str, str | None
]  # where, what to say, and the cell without it where that is certain


@REGISTER.rule(
    "G2",
    "没有重复、遗漏的字和标点，括号引号成对",
    basis="重复、遗漏的字和常见错别字会原样公开",
    level=Level.WARNING,
    bad=[
        Example("的的", changed(goals=["8月底前把3所高中的的1200套旧课桌椅全部换新。"])),
        Example("进进行", changed(purpose="为3所普通高中进进行更新，课桌椅1200套，每套380元。")),
        Example("两个句号", changed(goals=["8月底前1200套旧课桌椅全部换新。。"])),
        Example("逗号接句号", changed(goals=["8月底前1200套旧课桌椅全部换新，。"])),
        Example("整句重复", changed(goals=["旧课桌椅全部换新旧课桌椅全部换新，共1200套。"])),
        Example("句子没有写完", changed(goals=["8月底前1200套旧课桌椅全部换新，"])),
        Example("错别字", changed(purpose="经学校帐户支付，更换课桌椅1200套，每套380元。")),
        Example("少右括号", changed(goals=["8月底前把3所高中（含分校的1200套旧课桌椅全部换新。"])),
        Example("少左书名号", changed(set_cells("数量指标", basis="学校装备标准》（试行）"))),
    ],
    good=[
        Example("叠词", changed(goals=["天天检查、人人负责，常常走访，稳稳推进，8月底前1200套全部换新。"])),
        Example("实实在在、的的确确", changed(goals=["的的确确办成实实在在的事，1200套全部换新。"])),
        Example("词语相接", changed(goals=["推进进行中的换新工作，为了了解使用情况等等，共1200套。"])),
        Example("省略号和破折号", changed(goals=["换新课桌椅——1200套……全部投用。"])),
        Example("全角半角混用也成对", changed(goals=["8月底前把3所高中（含分校)的1200套旧课桌椅换新。"])),
        Example("序号只有右括号", changed(goals=["1）8月底前换新1200套；\n2）秋季投入使用。"])),
        Example("冒号引出分行", changed(goals=["完成以下任务：\n1.换新1200套；\n2.投入使用。"])),
    ],
)
def no_character_is_doubled(reading: Reading, context: Context) -> Iterator[Remark]:
    """One slip of a cell is told, the gravest kind first; a proposal mends all of its kind."""
    settings, seen = context.settings, set()
    for pattern, slip_in in ((_typing(settings), _typed), *_CHECKS):
        for cell in whole(reading).having(pattern):
            if cell.at in seen or not (slip := slip_in(cell.text, settings)):
                continue
            seen.add(cell.at)
            found, message, proposal = slip
            around = _around(cell.text, found)
            yield flag(cell.at, message, actual=found[0], evidence=around, proposal=proposal)
    for cell in whole(reading).having(ANY_PAIR):
        if cell.at not in seen and (mark := unpaired(cell.text)):
            message = f"“{mark}”没有成对，请补上另一半或核对是否漏了文字。"
            yield flag(cell.at, message, actual=mark, evidence=quote(cell.text, 40))


def _typed(text: str, settings: Settings) -> Slip | None:
    """A doubled word or a common slip of typing."""
    pattern = _typing(settings)
    found = next((match for match in pattern.finditer(text) if match.lastindex), None)
    if found is None:
        return None
    right = _corrected(found[0], settings)
    proposal = pattern.sub(
        lambda match: _corrected(match[0], settings) if match.lastindex else match[0], text
    )
    return found, f"“{found[0]}”像是多字或错字，请改为“{right}”。", proposal


def _repeated(text: str, settings: Settings) -> Slip | None:
    """A word or passage that stands twice in a row: 发放发放."""
    right = settings.words("rightly_doubled")
    twice = (match for match in _REPEATED.finditer(text) if "每" not in match[1])  # 每人每天 repeats no word
    found = next((match for match in twice if match[0] not in right), None)
    if found is None:
        return None
    proposal = text[: found.end(1)] + text[found.end() :]
    return found, f"{quote(found[1])}重复出现，请核对是否多写了一遍。", proposal


def _three_alike(text: str, settings: Settings) -> Slip | None:
    found = _THREE_ALIKE.search(text)
    return (found, f"“{found[0]}”中的字重复，请核对。", None) if found else None


def _marks(text: str, settings: Settings) -> Slip | None:
    """Two of one mark are one; which of two different marks is meant is not certain."""
    found = _MARKS_TWICE.search(text)
    if found is None:
        return None
    twice = len(found[0]) == 2 and found[0][0] == found[0][1]
    proposal = text[: found.start()] + found[0][0] + text[found.end() :] if twice else None
    return found, f"标点“{found[0]}”重复，请核对，通常只留一个。", proposal


def _open_end(text: str, settings: Settings) -> Slip | None:
    found = _OPEN_END.search(text + END)
    told = "这一格以“{}”开头或结尾，像是没有写完，请补全或删去标点。"
    return (found, told.format(found[0]), None) if found else None


_CHECKS = (
    (_MARKS_TWICE, _marks),
    (_REPEATED, _repeated),
    (_THREE_ALIKE, _three_alike),
    (_OPEN_END, _open_end),
)


_CLAUSE_BEGINS = r"(?=[年月]未)(?<![^，。；、：（(\n\x00])([年月]未)"  # 年未向单位发放, but not 两年未发放


@lru_cache(maxsize=64)
def _typing(settings: Settings) -> re.Pattern[str]:
    """A group for each slip: a doubled word, a common one, 年未 where a clause begins; none where right."""
    doubled = pattern_but("doubled_words", "rightly_doubled", settings).pattern
    return re.compile(f"{doubled}|({any_of(_slips(settings))})|{_CLAUSE_BEGINS}")


@lru_cache(maxsize=64)
def _slips(settings: Settings) -> dict[str, str]:
    """By what is typed, what is meant; entries without an arrow say nothing."""
    pairs = (word.partition("→") for word in settings.words("often_mistyped"))
    return {wrong: right for wrong, arrow, right in pairs if wrong and arrow and right}


def _corrected(word: str, settings: Settings) -> str:
    """的 of 的的, 进行 of 进进行, 用于 of 用于用于, 账户 of 帐户."""
    half = len(word) // 2
    if word in ("年未", "月未"):
        return f"{word[0]}末"
    if right := _slips(settings).get(word):
        return right
    if len(word) > 2 and word == word[:half] * 2:
        return word[:half]
    return word[1:] if word[0] == word[1] else word[:-1]


@REGISTER.rule(
    "G3",
    "没有多余的空格和半角标点",
    basis="中文之间不留空格，标点用全角，便于检索和排版",
    level=Level.HINT,
    bad=[
        Example("词中有空格", changed(goals=["8月底前把3所高中的1200套旧课 桌椅全部换新。"])),
        Example("半角逗号和句号", changed(goals=["1200套旧课桌椅全部换新,秋季开学投入使用."])),
        Example("半角冒号", changed(goals=["目标:8月底前1200套旧课桌椅全部换新。"])),
        Example("词被换行拆开", changed(set_cells("质量指标", level3="课桌椅更新验收合\n格率"))),
        Example("半角括号", changed(set_cells("数量指标", level3="更换课桌椅(高中)数量"))),
        Example("全角数字", changed(goals=["8月底前１２００套旧课桌椅全部换新。"])),
        Example("小数点打成句号", changed(set_cells("社会效益指标", value="≥98。5%"))),
    ],
    good=[
        Example("分项换行", changed(goals=["1.8月底前换新1200套；\n2.秋季开学投入使用。"])),
        Example("西文两边的空格", changed(set_cells("质量指标", basis="GB/T 3976-2014 学校课桌椅"))),
        Example("比例和时间", changed(goals=["师生比达到1:13.5，每天8:30前到岗，换新1200套。"])),
        Example("用空格列举", changed(set_cells("数量指标", description="教师 学生 家长 职工"))),
        Example("千分位和网址", changed(goals=["换新1,200套，登记在http://mingchuan.gov.cn，全部投用。"])),
    ],
)
def spacing_and_marks_are_chinese(reading: Reading, context: Context) -> Iterator[Remark]:
    """All of a cell's in one finding, with the cell as it should be."""
    for cell, right, what in respelt(reading):
        yield flag(cell.at, f"{what}，请改正。", actual=cell.text, expected=right, proposal=right)
