"""The pages of an uploaded file: its owner's alone, and the same answer however often one asks."""

from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from projects.importing.accepting import AT_ONCE
from projects.importing.incoming import about
from projects.importing.undoing import undo
from projects.jobs import cancel, submit
from projects.jobs.running import run
from projects.models import IncomingFile, Job, Project, TableImport
from projects.storing import load, store
from projects.tables import Amount
from tests.people import make_framework, make_project
from tests.projects.importing.uploads import corrected, named, take_all, uploaded
from tests.seed import SEED_DOCX, needs_seed

pytestmark = pytest.mark.django_db

PAGES = ("incoming", "incoming_progress", "incoming_table", "incoming_take", "incoming_drop")
POSTED = ("incoming_take", "incoming_drop")


@pytest.fixture
def year(client, drafter, district):
    client.force_login(drafter)
    return make_framework(district)


def url(name, incoming, *more):
    return reverse(name, args=[incoming.pk, *([1] if name == "incoming_table" else []), *more])


def page(client, incoming, name="incoming", **asked) -> str:
    response = client.get(url(name, incoming), asked)
    assert response.status_code == 200
    return response.content.decode()


def take(client, incoming, *ticked, **fields):
    sent = {"at": "1"} | {f"take-{index}": "on" for index in ticked} | fields
    return client.post(url("incoming_take", incoming), sent)


def waiting(incoming) -> Job:
    """Its reading as a job that nobody has begun."""
    job = submit(Job.Kind.READ, incoming.owner, "读取", about(incoming))
    IncomingFile.objects.filter(pk=incoming.pk).update(job=job, reading="")
    return job


@pytest.mark.parametrize("name", PAGES)
def test_nobody_else_finds_any_page_of_a_file(
    client, year, drafter, other_drafter, reviewer, stranger, district, name
):
    incoming = uploaded(drafter, district, *named("甲"))
    for somebody in (other_drafter, reviewer, stranger):
        client.force_login(somebody)
        ask = client.post if name in POSTED else client.get
        assert ask(url(name, incoming)).status_code == 404
    assert IncomingFile.objects.get().reading


@pytest.mark.parametrize("name", ["incoming", "incoming_table", "incoming_take"])
def test_whoever_lost_the_role_reads_why_nothing_can_be_done(client, year, drafter, district, name):
    incoming = uploaded(drafter, district, *named("甲"))
    drafter.assignments.update(role="head")
    ask = client.post if name in POSTED else client.get
    answer = ask(url(name, incoming))
    assert answer.status_code == 403
    assert "导入由部门的经办人或财政部门办理" in answer.content.decode()


@needs_seed
def test_the_seed_comes_in_through_the_page_and_goes_again(client, reviewer, district, department):
    client.force_login(reviewer)
    with SEED_DOCX.open("rb") as file:
        answer = client.post(reverse("import_new", args=[district.code, 2024]), {"file": file}, follow=True)
    text = answer.content.decode()
    assert "识别出 37 张表" in text
    assert "有 6 格是推测的" in text
    incoming = IncomingFile.objects.get()
    assert "✓ 都已识别" in text
    picture = client.get(reverse("incoming_table", args=[incoming.pk, 3])).content.decode()
    assert "请核对 5 格" in picture
    assert picture.count('class="official-note"') == 5
    everything = {f"department-{index}": str(department.pk) for index in range(37)}
    done = client.post(
        url("incoming_take", incoming),
        {"at": "1", "framework": "on"} | {f"take-{index}": "on" for index in range(37)} | everything,
        follow=True,
    )
    assert "新建 37 个项目，更新 0 个项目" in done.content.decode()
    assert sum(one.versions.get().total for one in Project.objects.all()) == Amount.of("6552.8836").value
    client.post(reverse("import_undo", args=[TableImport.objects.get().pk]))
    assert not Project.objects.exists()


def test_the_result_says_of_each_table_how_many_cells_nobody_could_read(client, year, drafter, district):
    incoming = uploaded(drafter, district, *named("道路养护", total=Amount.of("约40万左右")), *named("路灯"))
    result = take(client, incoming, 0, 1)
    text = client.get(result.url).content.decode()
    assert text.count("未识别 1 格") == 1
    assert text.index("道路养护") < text.index("未识别 1 格") < text.index("路灯")


def test_what_is_chosen_is_remembered_from_page_to_page(client, year, drafter, district):
    incoming = uploaded(drafter, district, *named(*(f"项目{place}" for place in range(130))))
    assert "第 1 页，共 2 页" in page(client, incoming)
    turned = take(client, incoming, 5, page="2")
    assert turned.url == f"{url('incoming', incoming)}?page=2"
    assert "项目129" in page(client, incoming, page="2")
    take(client, incoming, 100, 129, at="2", page="1")
    assert page(client, incoming).count(" checked") == 1
    take(client, incoming, 5, 6)
    incoming.refresh_from_db()
    taken = incoming.table_import.tables.values_list("index", flat=True)
    assert list(taken) == [6, 7, 101, 130]


def test_what_stands_in_the_way_is_shown_where_it_stands(
    client, year, drafter, district, department, other_department
):
    drafter.assignments.create(role="drafter", department=other_department)
    tables = named(*(f"项目{place}" for place in range(101)))
    incoming = uploaded(drafter, district, *tables, department=department)
    take(client, incoming, 100, **{"department-100": ""}, at="2", page="1")
    text = take(client, incoming).content.decode()
    assert "第101张“项目100”：请选择部门" in text
    assert 'id="table-101" class="stuck"' in text
    assert 'aria-invalid="true"' in text
    assert not Project.objects.exists()


def test_sent_twice_it_is_one_import_and_the_same_answer(client, year, drafter, district):
    incoming = uploaded(drafter, district, *named("甲", "乙"))
    answers = [take(client, incoming, 0, 1) for _ in range(3)]
    assert {(one.status_code, one.url) for one in answers} == {(302, url("incoming", incoming))}
    assert Project.objects.count() == 2
    assert "新建 2 个项目" in page(client, incoming)


def test_many_tables_are_written_in_the_background(client, year, drafter, district):
    count = AT_ONCE + 1
    incoming = uploaded(drafter, district, *named(*(f"项目{place}" for place in range(count))))
    take(client, incoming, *range(count))
    assert "正在写入：公开说明.docx" in page(client, incoming)
    take(client, incoming)
    run(Job.objects.get(kind=Job.Kind.TAKE_IN).pk)
    assert f"新建 {count} 个项目" in page(client, incoming)


def test_while_it_is_read_the_page_tells_how_far_and_then_turns(client, year, drafter, district):
    incoming = uploaded(drafter, district, *named("甲"))
    job = waiting(incoming)
    text = page(client, incoming)
    assert "排队等待" in text
    assert "可以离开这个页面" in text
    htmx = {"HX-Request": "true"}
    progress = url("incoming_progress", incoming)
    part = client.get(progress, headers=htmx)
    assert "<html" not in part.content.decode()
    assert client.get(progress, {"seen": part.context["seen"]}, headers=htmx).status_code == 204
    assert "<html" in client.get(progress).content.decode()
    run(job.pk)
    assert client.get(progress, headers=htmx)["HX-Redirect"] == url("incoming", incoming)
    assert "识别出 1 张表" in page(client, incoming)


def test_a_page_that_asks_after_its_file_was_given_up_is_told_to_stop_asking(client, year, drafter, district):
    incoming = uploaded(drafter, district, *named("甲"))
    waiting(incoming)
    progress = url("incoming_progress", incoming)
    client.post(url("incoming_drop", incoming))
    answer = client.get(progress, headers={"HX-Request": "true"})
    assert (answer.status_code, answer.content) == (286, b"")
    assert client.get(progress).status_code == 404


def test_a_cancelled_reading_says_what_to_do(client, year, drafter, district):
    incoming = uploaded(drafter, district, *named("甲"))
    cancel(waiting(incoming))
    assert "已取消读取。要导入这个文件，请重新上传。" in page(client, incoming)


def test_a_reading_that_is_gone_says_so_on_every_page(client, year, drafter, district):
    incoming = uploaded(drafter, district, *named("甲"))
    incoming.reading.storage.delete(incoming.reading.name)
    assert "请重新上传" in page(client, incoming)
    for answer in (client.get(url("incoming_table", incoming)), take(client, incoming, 0)):
        assert answer.url == url("incoming", incoming)


def test_a_refused_file_is_told_in_one_sentence(client, year, drafter, district):
    incoming = uploaded(drafter, district, data=b"%PDF-1.7", name="扫描件.pdf")
    text = page(client, incoming)
    assert "这是 PDF 文件" in text
    assert "没有写入任何内容" in text
    assert "扫描件.pdf" not in client.get(reverse("import_new", args=[district.code, 2025])).content.decode()


def test_the_picture_shows_the_difference_and_only_tables_that_are_there(
    client, year, drafter, district, department
):
    project = make_project(district, department, table=named("甲")[0])
    incoming = uploaded(drafter, district, corrected(named("甲")[0]), *named("x", "乙")[1:])
    text = page(client, incoming, "incoming_table")
    assert "与已有项目有 4 处差异" in text
    assert "预算数由 34.32万元 改为 50" in text
    assert f'href="{project.get_absolute_url()}"' in text
    assert "<del>34.32万元</del>" in text
    for index, status in ((0, 404), (2, 200), (3, 404), (10**9, 404), (10**20, 404)):
        answer = client.get(reverse("incoming_table", args=[incoming.pk, index]))
        assert answer.status_code == status
    take(client, incoming, 1)
    assert client.get(url("incoming_table", incoming)).url == url("incoming", incoming)


def test_of_an_import_that_another_made_first_one_sees_only_ones_own(
    client, year, drafter, other_drafter, district
):
    theirs = take_all(uploaded(other_drafter, district, *named("甲"))).table_import
    version = theirs.tables.get().version
    store(version, replace(load(version), name="他们后来的名称"))
    incoming = uploaded(drafter, district, *named("甲"))
    take(client, incoming, 0)
    text = page(client, incoming)
    assert "这些表已经导入过" in text
    assert "other_drafter的姓名" in text
    assert "他们后来的名称" not in text
    assert "撤销导入" not in text
    assert Project.objects.count() == 1


def test_after_undoing_the_page_says_so(client, year, drafter, district):
    incoming = uploaded(drafter, district, *named("甲"))
    take(client, incoming, 0)
    assert "撤销导入" in page(client, incoming)
    undo(TableImport.objects.get(), drafter)
    assert "导入已撤销" in page(client, incoming)


def test_a_file_that_came_in_is_not_given_up_by_a_late_click(client, year, drafter, district):
    incoming = uploaded(drafter, district, *named("甲"))
    take(client, incoming, 0)
    answer = client.post(url("incoming_drop", incoming), follow=True)
    assert "请撤销导入" in answer.content.decode()
    assert IncomingFile.objects.exists()


def test_nothing_of_a_file_becomes_markup(client, year, drafter, district):
    bad = '<script>alert("x")</script>&"'
    table = replace(named(bad)[0], title=bad, code=bad, total=Amount.of(bad), purpose=bad)
    incoming = uploaded(drafter, district, table, name=f"{bad[:8]}.xlsx")
    seen = [page(client, incoming), page(client, incoming, "incoming_table")]
    take(client, incoming, 0)
    seen += [page(client, incoming)]
    seen += [client.get(reverse("import_new", args=[district.code, 2025])).content.decode()]
    seen += [client.get(reverse("import_undo", args=[TableImport.objects.get().pk])).content.decode()]
    assert not [text for text in seen if "<script>alert" in text]


def test_a_page_of_many_tables_asks_the_database_as_often_as_one_of_few(
    client, year, drafter, district, department
):
    counts = []
    for count in (3, 100):
        tables = named(*(f"项目{place}" for place in range(count)))
        for table in tables[3 if counts else 0 :]:
            make_project(district, department, table=table)
        incoming = uploaded(drafter, district, *(replace(one, purpose="改") for one in tables))
        for name in ("incoming", "incoming_table"):
            with CaptureQueriesContext(connection) as asked:
                page(client, incoming, name)
            counts.append(len(asked))
    assert counts[:2] == counts[2:]
