"""Names of places that are not this district's: what remains of a text taken over from elsewhere."""

import re
from collections.abc import Iterator
from dataclasses import replace

from projects.rules.context import Context
from projects.rules.examples import CONTEXT, add_row, changed, set_cells
from projects.rules.finding import Level, Remark, flag, unchecked
from projects.rules.reading import Cell, Reading
from projects.rules.reading.divisions import COUNTY, all_divisions, named_in
from projects.rules.reading.homes import Home, home_of
from projects.rules.reading.words import pattern
from projects.rules.rule import Example, Register
from projects.rules.settings import Settings
from projects.rules.telling import CELL_NAMES, listed, quote

REGISTER = Register("名称与范围")
_BREAK = re.compile("[。；;！!？?\n]")
_COMMA = re.compile("[，,]")
_CUT = re.compile("[，。；、,;：:（）()“”《》\n]")
_BEFORE, _AFTER = 60, 60  # characters on either side in which a sentence tells why a place is named
_NAME_GOES_ON = 12  # characters in which the rest of a company's name follows that of the place
_TITLE_GOES_ON = 24  # and that of a document's title
_STRADDLED = {"区": "域间划段位", "市": "场值"}  # 区域 and 市场 are words of their own
_BOUNDARY = re.compile(
    "(?:^|[^一-鿿]|[在于对向由到至经按为和与及或将从用据照是]"
    "|完成|实施|落实|保障|推进|加强|支持|根据|关于|提升|提高|改善|建设|做好|确保|开展|促进|维护|全面)$"
)
_GOING = re.compile("[到去往至赴在]$")
_TRAVEL = re.compile("培训|学习|参加|参会|参观|调研|交流|开会|会议|出差|就医|治疗|送检|检测|领取|办理")
_OFFICE = re.compile("人民政府|县政府|县委|[一-鿿]{1,6}局")
_SHOWN = 10  # characters of the text on either side of a name that a finding repeats
_IN_HEBEI = replace(CONTEXT, names=(*CONTEXT.names, "唐山市", "河北省"))


@REGISTER.rule(
    "E2",
    "没有其他地区的名称",
    basis="绩效目标应当是本单位自己的目标；出现其他地区的名称，多半是沿用了别处的文本",
    level=Level.WARNING,
    bad=[
        Example("绩效目标里留着别的区", changed(goals=["保障涪陵区3所高中秋季开学。"])),
        Example(
            "依据是别的区的文件",
            changed(set_cells("质量指标", basis="《桥西区学校装备管理办法》（西教〔2023〕6号）")),
        ),
        Example("表名是别的区", changed(title="新华区区级部门预算项目绩效目标表")),
        Example("上级以外的市", changed(purpose="用于石家庄市普通高中更换课桌椅1200套。"), _IN_HEBEI),
    ],
    good=[
        Example("本区和上级的名称", changed(purpose="按唐山市要求为明川区更换课桌椅1200套。"), _IN_HEBEI),
        Example(
            "普通词语中含有地名的字", changed(goals=["改善老城区办学条件，会同县区财政和县级部门验收。"])
        ),
        Example("外出培训", changed(purpose="组织12名校长赴上海市浦东新区培训5天。")),
        Example("对口帮扶", changed(purpose="用于东西部协作，帮扶广元市昭化区2所高中。"), _IN_HEBEI),
        Example(
            "外地企业和外省文件",
            changed(set_cells("成本指标", basis="北京市某家具公司报价，浙江省课桌椅配备标准"), name="课桌椅"),
            _IN_HEBEI,
        ),
        Example("名称相近的事物", changed(add_row("数量指标", "长安汽车、兰州拉面和青岛啤酒展位", "30个"))),
    ],
)
def places_are_of_this_district(reading: Reading, context: Context) -> Iterator[Remark]:
    """Full names only. Where no superior is on record, a province or city may be the district's own."""
    home, unsure = home_of(context.district, context.names), {}
    for cell in (reading.head["title"], *reading.prose):
        strange = []
        for name, start in _foreign(cell.text, home, context.settings):
            if home.judges(name):
                strange.append((name, start))
            else:
                unsure.setdefault(name, cell)
        if strange:
            yield _told(cell, strange, context)
    if unsure:
        message = f"没有登记本地及上级的名称，未能核对{quote(listed(list(unsure)))}是否属于本地。"
        yield unchecked(next(iter(unsure.values())).at, message, actual=listed(list(unsure)))


def _told(cell: Cell, strange: list[tuple[str, int]], context: Context) -> Remark:
    names = list(dict.fromkeys(name for name, _ in strange))
    start = strange[0][1]
    passage = cell.text[max(0, start - _SHOWN) : start + len(names[0]) + _SHOWN]
    own = context.district[:_SHOWN] or "本地"
    message = (
        f"{CELL_NAMES.get(cell.at.cell, '')}中的{quote(listed(names))}不是{own}或其上级的名称，"
        "请核对是否沿用了其他地区的文本。"
    )
    return flag(cell.at, message, actual=listed(names), evidence=f"原文：{quote(passage, 40)}")


def _foreign(text: str, home: Home, settings: Settings) -> Iterator[tuple[str, int]]:
    """Names of divisions that are not the district's, and that the sentence does not account for."""
    first = before = -1
    for start, end in named_in(text):
        follows = before == start
        first, before = first if follows else start, end  # 上海市浦东新区 begins at 上海市
        if home.covers(text, start, end):
            continue
        if _is_place(text, start, end, follows, settings) and not _excused(text, first, start, end, settings):
            yield text[start:end], start


def _is_place(text: str, start: int, end: int, follows: bool, settings: Settings) -> bool:
    """Whether the characters are a name, not parts of other words; `follows`: a name ends where it begins."""
    name, after = text[start:end], text[end : end + 1]
    if name in settings.words("places_also_words") or (after and after in _STRADDLED.get(name[-1], "")):
        return False
    if name[0] == "万" and text[max(0, start - 1) : start].isdecimal():
        return False
    bounded = follows or _BOUNDARY.search(text[max(0, start - 2) : start]) is not None
    if len(name) == 2:
        return bounded and _OFFICE.match(text, end) is not None
    return bounded or not name.endswith(settings.words("places_common_ends"))


def _excused(text: str, first: int, start: int, end: int, settings: Settings) -> bool:
    """Whether the sentence says why the place is named: a journey, a company, a document of a province."""
    leading = _BREAK.split(text[max(0, first - _BEFORE) : first])[-1]
    trailing = _BREAK.split(text[end : end + _AFTER])[0]
    if pattern("places_visited", settings).search(f"{leading}{text[first:end]}{trailing}"):
        return True
    if _GOING.search(leading) and _TRAVEL.search(_COMMA.split(trailing)[0]):
        return True
    rest = _CUT.split(trailing)[0][:_NAME_GOES_ON]
    if pattern("places_in_names", settings).search(rest):
        return True
    if any(one.level == COUNTY for one in all_divisions()[text[start:end]]):
        return False
    cited = leading.rfind("《") > leading.rfind("》")
    title = _CUT.split(trailing)[0][:_TITLE_GOES_ON]
    return cited or pattern("places_in_documents", settings).search(title) is not None
