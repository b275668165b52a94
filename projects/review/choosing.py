"""Which tables a click on the desk means, and whether they still are what the desk showed."""

import hashlib
from collections.abc import Iterable, Sequence

from django.db.models import QuerySet

from projects.models import TableVersion
from projects.review.facts import token

MOST = 1000  # tables of one click; a district has a few hundred
NOTHING = "还没有选择项目，请先勾选。"
CHANGED = "您打开列表以后，其中的表又有变化，所以一张也没有办理；请看过现在的列表再办理。"
UNSEEN = "unseen"  # the token of a table that no page showed: refused like one that changed
_TOKEN = ("project", "number", "status", "revision", "frozen_hash")


class NotChosen(Exception):
    """Nothing was done; the sentence says why."""


def tick(version: TableVersion) -> str:
    """The value of a table's checkbox: its project, and which text the list showed of it."""
    return f"{version.project_id}:{token(version)}"


def ticked(values: Iterable[str]) -> dict[str, str]:
    """The tokens of what was ticked, by project."""
    return {project: seen for project, _, seen in (one.partition(":") for one in values)}


def light(versions: QuerySet[TableVersion]) -> QuerySet[TableVersion]:
    """With no more than tokens are made of."""
    return versions.select_related(None).only(*_TOKEN)


def digest(versions: Iterable[TableVersion]) -> str:
    """What a list says that it found, on all of its pages; however it was sorted."""
    return hashlib.sha256("\n".join(sorted(map(tick, versions))).encode()).hexdigest()


def few_enough(versions: Sequence[TableVersion]) -> None:
    """NotChosen for none and for too many: what is cut off silently would be taken for done."""
    if not versions:
        raise NotChosen(NOTHING)
    if len(versions) > MOST:
        raise NotChosen(
            f"一次最多办理{MOST}张表，现在选了{len(versions)}张，所以一张也没有办理；"
            "请先按部门或状态查找，分几次办理。"
        )


def seen_of_all(versions: Iterable[TableVersion], shown: str) -> dict[int, str]:
    """By version, the token of all that was found; NotChosen where the list showed something else."""
    found = list(versions)
    if digest(found) != shown:
        raise NotChosen(CHANGED)
    return {one.pk: token(one) for one in found}


def seen_of_ticked(versions: Iterable[TableVersion], ticks: dict[str, str]) -> dict[int, str]:
    """By version, the token that was ticked with it: each of them is judged by itself."""
    return {one.pk: ticks.get(str(one.project_id)) or UNSEEN for one in versions}
