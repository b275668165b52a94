"""Whether every edition is still what was published: chain, private copy, public copy. Reads only."""

from collections.abc import Iterable
from pathlib import Path

from disclosures import verifier
from disclosures.document import dump
from disclosures.models import Edition, PublicEdition
from disclosures.publishing import manifest, storing, tree
from disclosures.publishing.state import READABLE
from disclosures.verifier import BROKEN, CHANGED, EXTRA, MISSING, SAME, Report

DATABASE, PRIVATE, PUBLIC = "数据库", "内部文件", "公开文件"


def verify(editions: Iterable[Edition]) -> Report:
    """These editions, each with its copies; and the whole chains that they stand in."""
    report, chains = Report(), {}
    for edition in editions:
        chains[edition.chain] = None
        _edition(report, edition)
    for chain in chains:
        _chain(report, chain)
    return report


def verify_all() -> Report:
    """Every edition that was ever published, and that nothing else lies in the public tree."""
    report = verify(Edition.objects.exclude(position=None).select_related("district", "department"))
    readable = set(Edition.objects.filter(state__in=READABLE).values_list("token", flat=True))
    folder = tree.root() / tree.EDITIONS
    for place in sorted(folder.iterdir()) if folder.is_dir() else ():
        if place.name not in readable:
            report.add(f"{PUBLIC}/{tree.EDITIONS}/{place.name[:8]}…", EXTRA, "不是可以公开的版本")
    return report


def _edition(report: Report, edition: Edition) -> None:
    name = f"{edition.chain}/{edition.year}/{edition.number}"
    _row(report, edition, f"{DATABASE}/{name}")
    _copy(report, edition, storing.root() / edition.token, f"{PRIVATE}/{name}")
    if edition.state in READABLE:
        _copy(report, edition, tree.root() / tree.EDITIONS / edition.token, f"{PUBLIC}/{name}")


def _row(report: Report, edition: Edition, name: str) -> None:
    """The manifest by its hash, the data by theirs, and what the public site is told."""
    data = bytes(edition.manifest or b"")
    same = manifest.digest(data) == edition.manifest_hash
    report.add(f"{name}/{verifier.MANIFEST}", SAME if same else CHANGED)
    if edition.data is not None:
        same = manifest.digest(bytes(edition.data)) == edition.data_hash
        report.add(f"{name}/data.json", SAME if same else CHANGED)
    public = PublicEdition.objects.filter(chain=edition.chain, position=edition.position).first()
    if public is None:
        report.add(f"{name}/公开目录", MISSING)
        return
    told = (dump(public.manifest), public.manifest_hash, public.state, bool(public.token))
    should = (data, edition.manifest_hash, edition.state, edition.state in READABLE)
    report.add(f"{name}/公开目录", SAME if told == should else CHANGED)


def _copy(report: Report, edition: Edition, folder: Path, name: str) -> None:
    """Every file by the manifest beside it, and that by the hash in the database."""
    found = verifier.verify(folder)
    for line in found.lines:
        report.add(f"{name}/{line.path}", line.state, line.why)
    if found.manifests.get(verifier.MANIFEST, edition.manifest_hash) != edition.manifest_hash:
        report.add(f"{name}/{verifier.MANIFEST}", CHANGED, "与数据库中的清单校验值不同")


def _chain(report: Report, chain: str) -> None:
    previous, expected = "", 1
    for edition in Edition.objects.filter(chain=chain).exclude(position=None).order_by("position"):
        told = manifest.read(bytes(edition.manifest))
        whole = edition.position == expected == told["position"]
        whole = whole and edition.previous_hash == previous == told["previous"]
        why = "" if whole else f"链上第{edition.position}份与上一份接不上"
        report.add(f"公开链 {chain}/{edition.position}", SAME if whole else BROKEN, why)
        previous, expected = edition.manifest_hash, edition.position + 1
