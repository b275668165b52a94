"""Whether the chains are whole: every link made again from its record, in pieces that fit into memory."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import timedelta

from django.utils import timezone

from budget_site.trail.models import INSTALLATION, Action, TrailRecord, TrailSeal
from budget_site.trail.sealing import NOTHING_BEFORE, Head, digest

AT_ONCE = 2000
SOON = timedelta(days=2)  # so long a record may wait for its seal: once a day even late ones get theirs

Link = tuple[TrailSeal, TrailRecord | None]


class Verification:
    """One walk over all chains. `problems` says, as it goes, what is wrong; the counts are whole after it."""

    def __init__(self, heads: Iterable[Head] = ()) -> None:
        self.told: dict[str, dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
        self.ends: list[Head] = []
        self.sealed = self.waiting = 0
        self._remember(heads)

    def problems(self) -> Iterator[str]:
        """The installation's chain first: it tells the heads that the districts' chains had each day."""
        chains = set(TrailSeal.objects.order_by().values_list("chain", flat=True).distinct())
        yield from self._walk(INSTALLATION)
        for chain in sorted((chains | set(self.told)) - {INSTALLATION}):
            yield from self._walk(chain)
        yield from self._unsealed()

    def _remember(self, heads: Iterable[Head]) -> None:
        for head in heads:
            self.told[head.chain][head.number].add(head.hash)

    def _walk(self, chain: str) -> Iterator[str]:
        told, end, rewritten = self.told[chain], Head(chain, 0, NOTHING_BEFORE), False
        for seal, record in _links(chain):
            yield from _wrong_with(end, seal, record)
            if not rewritten and told.get(seal.number, set()) - {seal.hash}:
                rewritten = True
                yield f"{chain} 第{seal.number}号与先前记下的链头不一致：这一号或之前的记录被整段改写过。"
            if record and record.action == Action.HEADS:
                self._remember(_told_by(record))
            end = Head(chain, seal.number, seal.hash)
            self.sealed += 1
        if told and (furthest := max(told)) > end.number:
            yield f"{chain} 的末尾被截去：先前记下的链头是第{furthest}号，现在只到第{end.number}号。"
        if end.number:
            self.ends.append(end)

    def _unsealed(self) -> Iterator[str]:
        waiting = TrailRecord.objects.filter(seal=None)
        self.waiting = waiting.count()
        if late := waiting.filter(at__lt=timezone.now() - SOON).count():
            yield (
                f"有{late}条两天以前的记录还没有封存，请核对后台任务程序（manage.py work）是否在运行；"
                "如果一直在运行，这些记录可能是后来补写的。"
            )


def _told_by(record: TrailRecord) -> Iterator[Head]:
    """What the installation's chain says of itself is behind it already, and follows from its own links."""
    for chain, end in (record.after or {}).items():
        if chain != INSTALLATION:
            yield from Head.all_in(f"{chain}:{end}")


def _wrong_with(end: Head, seal: TrailSeal, record: TrailRecord | None) -> Iterator[str]:
    chain, number = seal.chain, seal.number
    if number > end.number + 1:
        missing = f"第{end.number + 1}号" + (f"至第{number - 1}号" if number > end.number + 2 else "")
        yield f"{chain} 缺{missing}：封存的记录被删除。"
    elif seal.previous != end.hash:
        yield f"{chain} 第{number}号与第{number - 1}号接不上：两者之一被改动过。"
    if record is None:
        yield f"{chain} 第{number}号所封的记录（编号{seal.record_id}）不见了：记录被删除。"
    elif digest(chain, number, seal.previous, record) != seal.hash:
        yield f"{chain} 第{number}号的记录（编号{record.pk}）与封存时不一致：内容被改动过，或者换了位置。"


def _links(chain: str) -> Iterator[Link]:
    """In order, by pieces; a record that is gone leaves its seal behind."""
    last = 0
    while seals := list(TrailSeal.objects.filter(chain=chain, number__gt=last).order_by("number")[:AT_ONCE]):
        records = TrailRecord.objects.in_bulk([seal.record_id for seal in seals])
        yield from ((seal, records.get(seal.record_id)) for seal in seals)
        last = seals[-1].number
