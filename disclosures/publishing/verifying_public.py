"""Whether what the public reads is what was published: the pages, the public rows, what a search finds."""

import os
from collections import Counter

from disclosures.document import from_bytes
from disclosures.models import Edition, PublicEdition, PublicEntry
from disclosures.public.branches import MADE
from disclosures.public.generating import damage
from disclosures.publishing import state, tree
from disclosures.publishing.entries import entries_of
from disclosures.verifier import CHANGED, EXTRA, MISSING, SAME, Report

PAGES, ROW, SEARCH = "公开网页", "公开目录", "公开检索"
AGAIN = "与生成时不同；重新启动后台程序，就会重新生成"
_CALLED = {
    "token": "文件地址",
    "chain": "公开链",
    "district": "区划代码",
    "district_name": "区划名称",
    "department": "部门代码",
    "department_name": "部门名称",
    "year": "年度",
    "number": "版次",
    "position": "链上次序",
    "state": "状态",
    "title": "标题",
    "published_at": "公开时间",
    "changed_at": "变动时间",
    "note": "更正说明",
    "notice": "撤回或删除的原因",
    "data_hash": "数据校验值",
    "manifest_hash": "清单校验值",
    "previous_hash": "上一清单校验值",
    "manifest": "清单",
}


def row(report: Report, edition: Edition, name: str) -> None:
    """What the public site is told of an edition whose data and manifest are sound, field by field."""
    public = PublicEdition.objects.filter(chain=edition.chain, position=edition.position).first()
    if public is None:
        report.add(f"{name}/{ROW}", MISSING)
        return
    should = _should(edition, public)
    wrong = [called for field, called in _CALLED.items() if getattr(public, field) != should[field]]
    report.add(
        f"{name}/{ROW}", CHANGED if wrong else SAME, f"{'、'.join(wrong)}与公开时不同" if wrong else ""
    )
    _entries(report, edition, public, f"{name}/{SEARCH}")


def _should(edition: Edition, public: PublicEdition) -> dict:
    """Nobody keeps the title of what is erased, nor when an edition was corrected or erased."""
    moments = {"published": edition.published_at, "withdrawn": edition.withdrawn_at}
    since = max(public.changed_at, edition.published_at)
    title = public.title if edition.data is None else from_bytes(bytes(edition.data)).title
    told = {"title": title, "changed_at": moments.get(edition.state, since)}
    return {**state.of_public(edition), **told}


def _entries(report: Report, edition: Edition, public: PublicEdition, name: str) -> None:
    names = [field.attname for field in PublicEntry._meta.concrete_fields if field.name != "id"]
    readable = edition.state in state.READABLE
    made = entries_of(public, from_bytes(bytes(edition.data))) if readable else ()
    should = Counter(tuple(getattr(one, field) for field in names) for one in made)
    found = Counter(public.entries.order_by().values_list(*names))
    if found == should:
        if readable:
            report.add(name, SAME)
        return
    report.add(
        name,
        CHANGED if readable else EXTRA,
        f"{(found - should).total()}条多出，{(should - found).total()}条缺少",
    )


def others(report: Report) -> None:
    """Public rows of what was never published."""
    known = set(Edition.objects.exclude(position=None).values_list("chain", "position"))
    for chain, position in PublicEdition.objects.order_by("chain", "position").values_list(
        "chain", "position"
    ):
        if (chain, position) not in known:
            report.add(f"{ROW}/{chain}/{position}", EXTRA, "没有这一版")


def pages(report: Report) -> None:
    """The generation that is read, by the hashes that it was made with; its soundness is one line."""
    name = tree.current()
    if not name:
        return
    try:
        wrong = damage(tree.root() / tree.GENERATIONS / name)
    except ValueError:
        wrong = {MADE: CHANGED}
    if os.path.realpath(tree.root() / tree.SITE) != os.path.realpath(tree.root() / tree.GENERATIONS / name):
        wrong[tree.SITE] = CHANGED
    for path, found in wrong.items():
        report.add(f"{PAGES}/{path}", found, AGAIN)
    if not wrong:
        report.add(PAGES, SAME)
