"""A table is read as it stood at one moment, however many people type meanwhile."""

from uuid import uuid4

import pytest
from django.db import connection

from projects.drafting.operations import Set
from projects.drafting.saving import save
from projects.models import TableVersion
from projects.reading import versions_of, whole
from projects.storing import table_of
from tests.people import make_project, make_table

pytestmark = pytest.mark.django_db
TABLES, SAVES = 5, 60  # so many saves come in at most while the tables are read: more than anybody types


@pytest.fixture
def versions(district, department) -> list[TableVersion]:
    names = [f"项目{number}" for number in range(TABLES)]
    return [make_project(district, department, table=make_table(name=name)).versions.get() for name in names]


class Typing:
    """Somebody saves one table after the other, whenever the rows of tables are asked for."""

    def __init__(self, versions, user) -> None:
        self.versions, self.user, self.saves, self.busy = versions, user, 0, False

    def __call__(self, execute, sql, params, many, context):
        if not self.busy and "projects_indicatorrow" in sql:
            self.busy = True
            self.type(self.versions[self.saves % TABLES].pk)
            self.busy = False
        return execute(sql, params, many, context)

    def type(self, pk: int) -> None:
        self.saves += 1
        assert self.saves < SAVES, "whoever reads never gets to an end"
        version = TableVersion.objects.get(pk=pk)
        first = version.indicators.first()
        typed = [
            Set(first.pk, "value", first.value, f"第{self.saves}次"),
            Set(None, "purpose", version.purpose, f"第{self.saves}次"),
        ]
        save(pk, self.user, uuid4(), version.revision, typed)


def test_tables_are_read_whole_and_to_an_end_while_people_go_on_typing(versions, district, drafter):
    typing = Typing(versions, drafter)
    with connection.execute_wrapper(typing):
        read = whole(versions_of(drafter, district, 2025))
    assert typing.saves > 1
    assert [version.name for version in read] == [version.name for version in versions]
    for version in read:
        table = table_of(version)
        typed = (table.purpose, table.indicators[0].value)
        assert len(set(typed)) == 1 or typed == ("支付学校冬季取暖费用", "≥5200㎡"), typed


def test_a_table_that_is_put_away_while_it_is_read_is_not_there(versions, district, drafter):
    shown = versions_of(drafter, district, 2025)

    def put_away(execute, sql, params, many, context):
        if "projects_indicatorrow" in sql:
            project.binned_by, project.binned_at = drafter, version.changed_at
            project.save()
        return execute(sql, params, many, context)

    version = versions[1]
    project = version.project
    with connection.execute_wrapper(put_away):
        read = whole(shown)
    assert [one.pk for one in read] == [one.pk for one in versions if one != version]
