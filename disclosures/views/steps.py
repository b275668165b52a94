"""The steps from figures to publication, each with its state in words, and the one that comes next."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils import timezone

from disclosures import narrative
from disclosures.editing.figures import figures_for
from disclosures.figures import FIELDS
from disclosures.forms.figures import unread
from disclosures.models import Edition
from disclosures.publishing.asking import of_checks, taken_back
from disclosures.views.desk import Desk
from disclosures.views.looking import Look
from projects.days import day_of_year

DONE, OPEN, WRONG, BUSY = "done", "open", "wrong", "busy"
NOTED = "noted"  # found, told, and no hindrance


@dataclass(frozen=True)
class Step:
    """`act` is what its button says; `told` how it stands."""

    name: str
    address: str
    act: str
    state: str
    told: str


def steps_of(desk: Desk, found: Look) -> list[Step]:
    steps = [] if desk.department else [_figures(desk)]
    return [*steps, _sections(desk, found), *_note(desk, found), _checks(desk, found), *_last(desk, found)]


def next_of(steps: list[Step]) -> Step | None:
    """The first that is not done; none where all is published as it stands, or is just being published."""
    if not steps or steps[-1].state == DONE:
        return None
    return (
        steps[-1] if steps[-1].state == BUSY else next(one for one in steps if one.state not in (DONE, NOTED))
    )


def _figures(desk: Desk) -> Step:
    figures, parts = figures_for(desk.draft), {one["key"] for one in desk.draft.sections if one["shown"]}
    amounts = [one.key for one in FIELDS if not one.words and one.part in parts]
    filled = [key for key in amounts if key in figures.amounts]
    wrong = unread(figures)
    told = f"已填 {len(filled)} 项，还有 {len(amounts) - len(filled)} 项没有填"
    state = OPEN
    if wrong:
        told, state = f"{told}，{len(wrong)} 项没有看懂", WRONG
    elif len(filled) == len(amounts):
        told, state = f"{len(filled)} 项都已填写", DONE
    return Step("数据", desk.url("figures"), "填写数据", state, told)


def _sections(desk: Desk, found: Look) -> Step:
    shown = [one for one in desk.draft.sections if one["shown"]]
    texts = [one["text"] for one in shown]
    unknown = [label for text in texts for label in narrative.unknown(text)]
    figures = figures_for(desk.draft)
    reads = [narrative.filled(text, figures, desk.year, found.total) for text in texts]
    gaps = {name for text in reads for name in narrative.gaps(text)}
    told, state = f"{len(shown)} 节", DONE
    if unknown:
        told, state = f"{told}，{len(unknown)} 处写了没有的数据", WRONG
    elif gaps:
        told, state = f"{told}，{len(gaps)} 项数据还空着", OPEN
    return Step("章节", desk.url("sections"), "编写章节", state, told)


def _note(desk: Desk, found: Look) -> Iterator[Step]:
    """Where readers knew an edition, and none in force says what the draft says."""
    if desk.was_published and found.disclosure and not desk.is_in_force(found.data_hash):
        state, told = (DONE, "已填写") if found.note else (OPEN, "还没有写")
        yield Step("更正说明", desk.url("note"), "写更正说明", state, told)


def _checks(desk: Desk, found: Look) -> Step:
    told = [f"{len(found.held_up)} 处内容要处理"] if found.held_up else []
    told += [f"{len(found.failed)} 项未通过"] if found.failed else []
    told += [f"{len(found.unchecked)} 项未能检查"] if found.unchecked else []
    state = WRONG if found.reasons or found.held_up or _blocking(found) else NOTED if found.failed else DONE
    return Step("检查", desk.url("checks"), "处理检查结果", state, "，".join(told) or "全部通过")


def _blocking(found: Look) -> list[str]:
    return of_checks(found.disclosure) if found.disclosure else []


def _last(desk: Desk, found: Look) -> Iterator[Step]:
    published = desk.is_in_force(found.data_hash)
    signed = found.signed
    looked = DONE if signed or published else OPEN
    told = "公开前请通读一遍" if looked == OPEN else "已通读"
    yield Step("预览", desk.url("preview"), "看预览", looked, told)
    if published:
        told, state = f"{desk.current.reviewer}，随第{desk.current.number}版公开", DONE
    elif signed:
        told, state = f"{signed.reviewer}，{day_of_year(timezone.localtime(signed.signed_at))}", DONE
    elif found.signed_before:
        told, state = "审查以后内容有改动，需要重新审查", OPEN
    else:
        told, state = "还没有审查", OPEN
    yield Step("保密审查", desk.url("sign_off"), "保密审查", state, told)
    yield _publish(desk, found, published)


def _publish(desk: Desk, found: Look, published: bool) -> Step:
    waiting = desk.editions.filter(state__in=(Edition.State.PREPARING, Edition.State.SCHEDULED)).first()
    act = "公开更正版" if desk.current else "公开"
    if published:
        told, state = f"第{desk.current.number}版已公开，内容没有变化", DONE
    elif waiting:
        told, state = waiting.get_state_display(), BUSY
    elif gone := list(taken_back(desk.editions, found.data_hash)):
        told, state = gone[0] if desk.current else f"{_before(desk)}；{gone[0]}", WRONG
    elif desk.current:
        told, state = f"第{desk.current.number}版公开以后，内容有改动", OPEN
    else:
        told, state = _before(desk), OPEN
    address = desk.url("edition", waiting.pk) if waiting else desk.url("publish")
    return Step("公开", address, "查看进度" if waiting else act, state, told)


def _before(desk: Desk) -> str:
    """What became of the last edition, where none is in force."""
    last = desk.editions.exclude(number=None).order_by("-number").first()
    return f"第{last.number}版{last.get_state_display()}，现在没有公开的版本" if last else "还没有公开"
