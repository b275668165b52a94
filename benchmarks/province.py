"""A province on PostgreSQL: `python -m benchmarks.province --projects 100000 --database-url postgres://…`

One county is made as people would make it (county.py), the others are stamped after it (stamping.py), with 40
departments and 1,000 projects each. The database is to be empty; the same number makes the same rows every
time, but for the keys and the hour. For measuring and for trying things out: nothing of the site needs it.
"""

import argparse
import sys
import time
from collections.abc import Callable, Sequence

from benchmarks.place import throw_away

OF_A_COUNTY = 1_000
Say = Callable[[str], None]


def begin(counts: Sequence[int], say: Say) -> None:
    """The province with its model county, in an empty database."""
    from django.db import connection, transaction

    from benchmarks.county import make_county, publish
    from budget_site.accounts.models import District

    if connection.vendor != "postgresql" or District.objects.exists():
        raise SystemExit("a province is made in an empty PostgreSQL database")
    start = time.monotonic()
    with transaction.atomic():
        province = District.objects.create(name="某省", code="province")
        publish(make_county(province, counts))
    say(f"one county of {sum(counts):,} projects in {time.monotonic() - start:.0f} s")


def go_on(counties: int, say: Say) -> None:
    """Others after the model, until there are so many."""
    from django.db import connection

    from benchmarks.stamping import Shared, Stamp
    from budget_site.accounts.models import District, User

    province = District.objects.get(code="province")
    shared = Shared({"accounts_user": [User.objects.system().pk], "accounts_district": [province.pk]})
    start, rows = time.monotonic(), 0
    stamp = Stamp(shared)
    for number in range(1, counties):
        rows += stamp.put(number)
        if number % 10 == 9:
            say(f"{number + 1} counties, {rows:,} rows in {time.monotonic() - start:.0f} s")
    stamp.end()
    with connection.cursor() as cursor:  # what the database does by itself, some minutes later
        cursor.execute("VACUUM ANALYZE")


def main(given: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="benchmarks.province", description=__doc__)
    parser.add_argument("--projects", type=int, default=100_000, help=f"in counties of {OF_A_COUNTY:,}")
    parser.add_argument("--database-url", required=True, help="an empty PostgreSQL database")
    parser.add_argument("--stamp", action="store_true", help="the first county is there already")
    asked = parser.parse_args(given)
    with throw_away(True, database=asked.database_url):
        from benchmarks.county import sizes

        if not asked.stamp:
            begin(sizes(), _say)
        go_on(-(-asked.projects // OF_A_COUNTY), _say)


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
