"""Whether every edition is still what was published: chain, private copy, public copy, pages. Reads only."""

from collections.abc import Iterable
from pathlib import Path

from disclosures import verifier
from disclosures.models import Edition
from disclosures.public.branches import FOLDER
from disclosures.publishing import disk, manifest, storing, tree, verifying_public
from disclosures.publishing.state import READABLE
from disclosures.verifier import BROKEN, CHANGED, ERASED, EXTRA, SAME, Report

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
    for name in tree.left_branches():
        report.add(f"{verifying_public.PAGES}/{FOLDER}/{name}", EXTRA, "公开网站已经不用，也没有清除")
    verifying_public.others(report)
    verifying_public.pages(report)
    return report


def _edition(report: Report, edition: Edition) -> None:
    name = f"{edition.chain}/{edition.year}/{edition.number}"
    _row(report, edition, f"{DATABASE}/{name}")
    with storing.copy(edition) as folder:
        _copy(report, edition, folder, f"{PRIVATE}/{name}")
    if edition.state in READABLE:
        _copy(report, edition, tree.root() / tree.EDITIONS / edition.token, f"{PUBLIC}/{name}")
    elif tree.is_shown(edition):
        report.add(f"{PUBLIC}/{name}", EXTRA, "已不公开，公开网站上还没有全部清除")


def _row(report: Report, edition: Edition, name: str) -> None:
    """The manifest by its hash, the data by theirs, and what the public site is told."""
    data = bytes(edition.manifest or b"")
    same = manifest.digest(data) == edition.manifest_hash
    report.add(f"{name}/{verifier.MANIFEST}", SAME if same else CHANGED)
    if edition.data is not None:
        sound = manifest.digest(bytes(edition.data)) == edition.data_hash
        report.add(f"{name}/data.json", SAME if sound else CHANGED)
        same = same and sound
    if same:
        verifying_public.row(report, edition, name)


def _copy(report: Report, edition: Edition, folder: Path, name: str) -> None:
    """Every file by the manifest beside it, and that by the hash in the database."""
    found, erased = verifier.verify(folder), edition.state == Edition.State.ERASED
    for line in found.lines:
        forged = line.state == ERASED and not erased
        report.add(f"{name}/{line.path}", *((BROKEN, "这一版没有删除") if forged else (line.state, line.why)))
    if found.manifests.get(verifier.MANIFEST, edition.manifest_hash) != edition.manifest_hash:
        report.add(f"{name}/{verifier.MANIFEST}", CHANGED, "与数据库中的清单校验值不同")
    stone = folder / verifier.TOMBSTONE
    if erased:
        _erased(report, edition, folder, name, {line.path for line in found.lines})
    elif stone.exists():
        report.add(f"{name}/{stone.name}", EXTRA, "这一版没有删除")


def _erased(report: Report, edition: Edition, folder: Path, name: str, told: set[str]) -> None:
    """Nothing but manifest and tombstone may lie there; the tombstone says what was decided."""
    should = manifest.tombstone(manifest.read(bytes(edition.manifest)), edition.erased_why)
    if disk.measured(folder / verifier.TOMBSTONE) != (len(should), manifest.digest(should)):
        report.add(f"{name}/{verifier.TOMBSTONE}", CHANGED, "与删除时登记的不同")
    for path in storing.left_of(edition):
        if path not in told:
            report.add(f"{name}/{path}", EXTRA, "已删除个人信息，文件却还在")


def _chain(report: Report, chain: str) -> None:
    previous, expected = "", 1
    for edition in Edition.objects.filter(chain=chain).exclude(position=None).order_by("position"):
        whole = edition.position == expected and edition.previous_hash == previous
        whole = whole and _says(edition) == (expected, previous)
        why = "" if whole else f"链上第{edition.position}份与上一份接不上"
        report.add(f"公开链 {chain}/{edition.position}", SAME if whole else BROKEN, why)
        previous, expected = edition.manifest_hash, edition.position + 1


def _says(edition: Edition) -> tuple | None:
    """Position and previous hash by the manifest itself."""
    try:
        told = manifest.read(bytes(edition.manifest))
    except ValueError:
        return None
    return told.get("position"), told.get("previous")
