"""The public search beside LIKE over the same text.

Each database in a process of its own, filled to 100,000 rows of indicators, measured, filled to 1,000,000 and
measured again. Quick: 100,000 on SQLite.
"""

import json
import sqlite3
import subprocess
import sys
import time
from argparse import Namespace
from collections.abc import Callable, Iterator
from random import Random
from statistics import median
from typing import Any

from benchmarks.place import throw_away

SIZES = (100_000, 1_000_000)  # rows
DATABASES = ("sqlite", "postgresql")
ROUNDS, CALLS = 9, 3  # turns; calls of each in a turn, since a busy machine lets the first one wait
HEADS = ("What", "Figure")

FEW = 50  # rows that hold the first of these, however many there are
SHARE = 1_000  # one row of so many holds the second
FAIRLY = 70  # one row of so many holds the third: where PostgreSQL finds neither way cheap
CONSTANT, SHARED, FAIR = "望江亭", "龙泉寺", "古运河"
# In one row of 16, in all, in all, in one of 160, in a third, and in one of 70.
COMMON = ("污水处理", "实际情况", "的", "污水处理 合格率", "5", FAIR)
_AT_ONCE = 10_000
_YEAR = 2025

_PLACES = (
    *("城区", "开发区", "北部各镇", "东片学校", "沿河社区", "老旧小区", "乡镇卫生院", "农村公路", "工业园区"),
    *("中心敬老院", "实验中学", "人民公园", "农贸市场", "文化馆", "图书馆", "汽车站", "水源地", "垃圾站"),
)
_MATTERS = (
    *("供暖", "养老服务", "道路养护", "校舍维修", "污水处理", "设备购置", "防汛物资", "公益岗位", "信息化"),
    *("病虫害防治", "消防演练", "路灯更换", "危房改造", "免费体检", "图书采购", "河道清淤"),
)
_WHATS = (
    *("数量", "合格率", "完成时间", "成本控制", "覆盖率", "及时率", "验收通过率", "满意度", "受益人数"),
    "利用率",
)
_VALUES = ("≥{n}%", "{n}万元", "≤{n}万元", "{n}个", "≥{n}人次", "2025年{n}月底前", "有效提升", "{n}平方米")
_BASES = ("项目实施方案", "合同约定", "上年完成情况", "行业标准", "政府工作报告", "市级下达任务", "区级批复")


def measure(asked: Namespace, selects: Callable[[str], bool]) -> Iterator[tuple[str, str]]:
    """Rows of HEADS, those of one database when they are known; its name selects it."""
    for database in filter(selects, DATABASES[:1] if asked.quick else DATABASES):
        sizes = SIZES[:1] if asked.quick else SIZES
        command = [sys.executable, "-m", "benchmarks.searching", database, *map(str, sizes)]
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
        yield from _told(database, json.loads(done.stdout))


def about() -> str:
    return f"SQLite {sqlite3.sqlite_version}, PostgreSQL as the tests start it"


def _told(database: str, figures: list[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    """`figures`: of one size each, seconds by word."""
    for of in figures:
        where = f"{database}, {of['rows']:,} rows"
        for finding, like, page, hits in of["rare"].values():
            found = f"{finding * 1000:.2f} ms, LIKE {like * 1000:.0f} ms: {like / finding:.0f} times faster"
            yield f"{where}: finding a word in {hits:,}", found
            yield f"{where}: its first page", f"{page * 1000:.1f} ms: {like / page:.0f} times faster"
        for word, (page, total) in of["common"].items():
            yield f"{where}: first page of {word}", f"{page * 1000:.1f} ms, {total}"
    few, many = figures[0], figures[-1]
    kinds = ((CONSTANT, "as many finds"), (SHARED, "as large a share of finds")) if few is not many else ()
    for word, kind in kinds:
        finding, _, page = (many["rare"][word][place] / few["rare"][word][place] for place in range(3))
        grown = f"finding {finding:.2f} times, first page {page:.2f} times"
        yield f"{database}: {many['rows']:,} rows to {few['rows']:,}, {kind}", grown


def main(database: str, *sizes: str) -> None:
    with throw_away(database == "postgresql", migrated=False):
        print(json.dumps(list(_figures([int(size) for size in sizes]))))


def _figures(sizes: list[int]) -> Iterator[dict[str, Any]]:
    filled = 0
    _make_tables()
    for size in sizes:
        _fill(filled, size)
        filled = size
        yield {
            "rows": size,
            "rare": {word: _rare(word) for word in (CONSTANT, SHARED)},
            "common": {word: _common(word) for word in COMMON},
        }


def _make_tables() -> None:
    """The public ones alone: a whole site would take longer to make than to measure."""
    from django.db import connection

    from disclosures.models import PublicEdition, PublicEntry, PublicWords
    from projects.searching import indexing

    with connection.schema_editor() as editor:
        for model in (PublicEdition, PublicEntry, PublicWords):
            editor.create_model(model)
    with connection.schema_editor() as editor:
        indexing.create(editor, PublicWords._meta.db_table, PublicWords._meta.pk.column)


def _fill(start: int, end: int) -> None:
    """Indicators in editions of ten thousand; a row is the same however many there are."""
    from django.db import connection, transaction

    from projects.searching import frequency

    for first in range(start, end, _AT_ONCE):
        with transaction.atomic(), connection.cursor() as cursor:
            _insert(cursor, first, min(first + _AT_ONCE, end))
    with connection.cursor() as cursor:  # what the database does by itself, some minutes later
        cursor.execute("ANALYZE" if connection.vendor == "sqlite" else "VACUUM ANALYZE")
    frequency.forget()  # as the site does, some minutes later too


def _insert(cursor: Any, first: int, last: int) -> None:
    from django.utils import timezone

    from disclosures.models import PublicEdition, PublicEntry
    from disclosures.public.searching import searched_text
    from projects.searching.words import tokens

    now = timezone.now()
    edition = PublicEdition.objects.create(
        chain=f"d{first // _AT_ONCE}",
        district="d",
        district_name="样例区",
        year=_YEAR,
        number=1,
        position=1,
        state="published",
        title="公开",
        published_at=now,
        changed_at=now,
    )
    entries, words = [], []
    for number in range(first, last):
        title, text = _indicator(number)
        told = searched_text(PublicEntry(kind="indicator", title=title, text=text))
        entries.append((number, edition.pk, title, text))
        words.append((number, told, " ".join(tokens(told))))
    cursor.executemany(
        "INSERT INTO disclosures_publicentry (id, edition_id, kind, district, year, department,"
        " department_name, sector, title, text, address, old)"
        f" VALUES (%s, %s, 'indicator', 'd', {_YEAR}, 'f', '财政局', '', %s, %s, '/d/2025/1/', false)",
        entries,
    )
    cursor.executemany(
        "INSERT INTO disclosures_publicwords (entry_id, text, tokens) VALUES (%s, %s, %s)", words
    )


def _indicator(number: int) -> tuple[str, str]:
    """Title and text as the site's own entries have them: the third level, and the whole row."""
    chance = Random(number)
    place = chance.choice(_PLACES)
    if number % (SIZES[0] // FEW) == 7 and number < SIZES[0]:
        place = CONSTANT
    elif number % SHARE == 3:
        place = SHARED
    elif number % FAIRLY == 5:
        place = FAIR
    matter, what = chance.choice(_MATTERS), chance.choice(_WHATS)
    title = f"{place}{matter}{what}"
    said = f"产出指标 数量指标 {title} 反映{place}{matter}的实际情况"
    value = chance.choice(_VALUES).format(n=chance.randint(1, 5000))
    return title, f"{said} {value} {chance.choice(_BASES)}"


def _rare(word: str) -> tuple[float, float, float, int]:
    """Seconds of finding all, of LIKE and of the first page; how many finds."""
    from disclosures.public.searching import search_public

    if sorted(_found(word)) != sorted(_like(word)):
        raise RuntimeError(f"{word}: LIKE finds others")
    times = _in_turn(lambda: _found(word), lambda: _like(word), lambda: search_public(word))
    return *times, len(_like(word))


def _common(word: str) -> tuple[float, str]:
    from disclosures.public.searching import search_public

    return *_in_turn(lambda: search_public(word)), search_public(word).total


def _found(word: str) -> list[int]:
    from disclosures.models import PublicEntry
    from disclosures.public.searching import MOST
    from projects.searching import newest

    return newest(PublicEntry.objects.filter(old=False).values_list("pk", flat=True), word, MOST + 1)


def _like(word: str) -> list[int]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT entry_id FROM disclosures_publicwords WHERE text LIKE %s", [f"%{word}%"])
        return [key for (key,) in cursor.fetchall()]


def _in_turn(*works: Callable[[], Any]) -> tuple[float, ...]:
    """The median of each, of the medians of its turns."""
    for work in works:
        work()
    rounds = [[median(_timed(work) for _ in range(CALLS)) for work in works] for _ in range(ROUNDS)]
    return tuple(median(times) for times in zip(*rounds, strict=True))


def _timed(work: Callable[[], Any]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


if __name__ == "__main__":
    main(*sys.argv[1:])
