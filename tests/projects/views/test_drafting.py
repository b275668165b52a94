"""The table as a form, as it works for a browser without scripts."""

import pytest
from django.urls import reverse

from projects.drafting.places import CLASS, class_value, place
from projects.drafting.sheet import cell_texts
from projects.forms import submitting
from projects.models import Save, Status
from projects.storing import table_of, working
from projects.tables import Indicator
from tests.people import make_project, make_table, make_user
from tests.plain import Plain

pytestmark = pytest.mark.django_db


@pytest.fixture
def project(district, department):
    return make_project(district, department)


@pytest.fixture
def url(project):
    return reverse("draft", args=[project.pk])


@pytest.fixture
def plain(client, drafter, url):
    client.force_login(drafter)
    return Plain.open(client, url)


def sheet_of(project):
    return working(project.versions.get())


def names(project) -> list[str]:
    return [row.level3 for row in sheet_of(project).indicators]


def test_whoever_may_only_read_is_told_so_and_led_to_the_table(client, reviewer, project, url):
    client.force_login(reviewer)
    for answer in (client.get(url), client.post(url)):
        assert answer.status_code == 403
        assert "您可以查看这张表，但不能填写" in answer.content.decode()
        assert f'href="{project.get_absolute_url()}"' in answer.content.decode()


def test_for_strangers_and_other_departments_there_is_no_such_page(client, stranger, other_drafter, url):
    for user in (stranger, other_drafter):
        client.force_login(user)
        assert client.get(url).status_code == client.post(url).status_code == 404
    client.logout()
    assert client.get(url).url.startswith(reverse("login"))


def test_every_cell_stands_in_a_field_in_the_order_of_the_print(plain, project):
    sheet = sheet_of(project)
    fields = dict(plain.fields())
    for (row, cell), text in cell_texts(sheet).items():
        if cell in ("name_label", "plan_label"):
            assert text in plain.words()
        elif cell not in ("level1", "level2"):
            assert fields[place(row, cell)] == text
    for row in sheet.indicators:
        assert fields[place(row.id, CLASS)] == class_value(row.level1, row.level2)
    words = plain.words("article")
    labels = (
        "项目编码",
        "项目名称",
        "预算规模及资金用途",
        "预算数",
        "其中：财政资金",
        "其他资金",
    )
    labels += ("资金支出计划（%）", "绩效目标", "一级指标", "二级指标", "三级指标", "绩效指标描述", "指标值")
    places = [words.index(label) for label in labels]
    assert places == sorted(places)


def test_an_officer_saves_and_reads_when(plain, project):
    after = plain.press(typed={"head.name": "取暖", "head.purpose": " 第一行\r\n第二行 "})
    assert "已保存 " in after.words()
    assert after["head.name"] == "取暖"
    sheet = sheet_of(project)
    assert (sheet.name, sheet.purpose) == ("取暖", "第一行\n第二行")
    assert len(Save.objects.get().operations) == 2


def test_a_page_that_was_not_changed_saves_nothing(plain):
    assert "没有改动，不需要保存" in plain.press().words()
    assert not Save.objects.exists()


def test_anything_typed_is_taken(plain, project):
    row = sheet_of(project).indicators[0].id
    typed = {
        "head.total": "约三十万",
        f"{row}.value": "<b>&amp;≥</b>",
        "head.title": "",
        "head.code": "x" * 3000,
    }
    after = plain.press(typed=typed)
    assert {name: after[name] for name in typed} == typed
    assert "<b>&amp;≥" not in after.text


def test_what_is_told_beside_the_cells_is_not_worked_out_to_save_them(plain, project, monkeypatch):
    monkeypatch.delattr(submitting, "state")
    plain.press(typed={"head.name": "新名称"})
    assert sheet_of(project).name == "新名称"


def test_a_table_that_is_taken_back_while_one_types_is_told_and_what_was_typed_stays(
    plain, project, monkeypatch
):
    save = submitting.save

    def gone_first(pk, *arguments):
        project.versions.all().delete()
        return save(pk, *arguments)

    monkeypatch.setattr(submitting, "save", gone_first)
    after = plain.press(typed={"head.name": "新名称"})
    assert "刚刚随撤销导入一起收回" in after.words()
    assert after["head.name"] == "新名称"


def test_a_double_click_saves_once(plain, project):
    row = sheet_of(project).indicators[0].id
    for _ in range(2):
        plain.press(f"add:{row}", {"head.name": "取暖"})
    assert names(project) == ["取暖面积", "", "取暖学校", "室温达标率"]
    assert Save.objects.count() == 1


def test_going_back_and_sending_the_page_with_other_words_loses_nothing(plain, project):
    plain.press(typed={"head.name": "甲"})
    asked = plain.press(typed={"head.name": "乙"})
    assert asked["head.name"] == "乙"
    assert "改为：“甲”" in asked.words()
    asked.press()
    assert sheet_of(project).name == "乙"


def test_rows_are_added_copied_moved_and_deleted_and_come_back(plain, project):
    first, second, _ = (row.id for row in sheet_of(project).indicators)
    plain = plain.press(f"down:{first}")
    assert names(project) == ["取暖学校", "取暖面积", "室温达标率"]
    assert plain.url.endswith(f"#f-{first}-level3")
    plain = plain.press(f"duplicate:{second}", {f"{second}.value": "7所"})
    assert names(project) == ["取暖学校", "取暖学校", "取暖面积", "室温达标率"]
    plain = plain.press(f"delete:{first}", {f"{first}.basis": "新合同"})
    assert names(project) == ["取暖学校", "取暖学校", "室温达标率"]
    assert "已删除：" in plain.words()
    plain = plain.press(f"restore:{first}")
    assert names(project) == ["取暖学校", "取暖学校", "取暖面积", "室温达标率"]
    assert sheet_of(project).indicators[2].basis == "新合同"
    assert "撤销删除" not in Plain.open(plain.client, plain.url).words()


def test_a_deletion_is_offered_back_to_whoever_did_it(plain, project, client, department):
    row = sheet_of(project).indicators[1].id
    address = plain.press(f"delete:{row}").url
    assert "撤销删除" in Plain.open(client, address).words()
    client.force_login(make_user("colleague", "drafter", department=department))
    assert "撤销删除" not in Plain.open(client, address).words()
    for strange in ("x", "-1", "9" * 30):
        assert Plain.open(client, f"{address.split('?')[0]}?deleted={strange}&after={strange}")


def test_an_undo_puts_the_goal_back_at_the_top(plain, project):
    goal = sheet_of(project).goals[0].id
    plain.press(f"delete:{goal}").press(f"restore:{goal}")
    assert [one.label for one in sheet_of(project).goals] == ["目标1", "目标2"]


def test_checkpoints_are_added_and_deleted(plain, project):
    plain = plain.press("append:plan")
    steps = sheet_of(project).plan
    assert [step.label for step in steps] == ["6月底", "12月底", ""]
    plain = plain.press(f"delete:{steps[0].id}", {f"{steps[2].id}.label": "年底"})
    assert [step.label for step in sheet_of(project).plan] == ["12月底", "年底"]


def test_the_class_of_a_row_is_chosen_and_unknown_labels_stay(client, drafter, district, department):
    table = make_table(indicators=(Indicator("效果指标", "可持续性影响", "甲"), Indicator("", "", "乙")))
    project = make_project(district, department, table=table)
    row = sheet_of(project).indicators[0].id
    client.force_login(drafter)
    plain = Plain.open(client, reverse("draft", args=[project.pk]))
    assert plain[f"{row}.class"] == class_value("效果指标", "可持续性影响")
    plain.press(typed={f"{row}.class": class_value("产出指标", "质量指标")})
    changed = sheet_of(project).indicators[0]
    assert (changed.level1, changed.level2) == ("产出指标", "质量指标")


def test_rows_of_one_class_share_the_label_beside_them(plain):
    heads = plain.form.xpath(".//tbody[@id='part-indicators']//th[@scope='rowgroup']")
    assert [(one.text, one.get("rowspan"), one.get("hidden") is None) for one in heads] == [
        ("产出指标", "2", True),
        ("产出指标", None, False),
        ("效果指标", "1", True),
    ]


def test_a_canonical_spelling_is_offered_and_taken_by_its_button(plain, project):
    row = sheet_of(project).indicators[2].id
    plain = plain.press(typed={f"{row}.value": "大于等于９５％"})
    assert "≥ 95 % 改为 ≥95%" in plain.words()
    assert plain.press(f"propose:{row}.value")[f"{row}.value"] == "≥95%"


def test_whether_the_sums_agree_is_told(plain):
    assert "合计 34.32 万元，与预算数一致" in plain.words()
    after = plain.press(typed={"head.fiscal": "30"})
    assert "比预算数少 4.32 万元" in after.words()


def test_what_is_missing_is_told_with_the_way_to_it(plain, project):
    row = sheet_of(project).indicators[1].id
    after = plain.press(typed={f"{row}.basis": "", "head.name": ""})
    assert "还缺 2 处" in after.words()
    assert after.form.xpath(f".//aside//a[@href='#f-{row}-basis']")
    assert after.form.xpath(".//aside//a[@href='#f-head-name']")


def test_the_table_as_it_is_now_is_kept_by_a_button(plain, project):
    after = plain.press("keep", {"head.name": "取暖"})
    assert "留存为第1次版本" in after.words()
    assert project.versions.get().snapshots.get().number == 1


def test_a_table_with_the_reviewers_is_read_not_written(client, plain, project, url):
    version = project.versions.get()
    version.frozen, version.status = b"{}", Status.UNIT_REVIEW
    type(version).objects.filter(pk=version.pk).update(frozen=b"", status=Status.UNIT_REVIEW)
    refused = plain.press(typed={"head.name": "改"})
    assert "不能改写" in refused.words()
    assert "您填的内容还在下面" in refused.words()
    assert refused["head.name"] == "改"
    assert not Save.objects.exists()
    assert client.get(url).url == project.get_absolute_url()


def test_a_page_that_is_broken_is_answered_in_words(client, drafter, url):
    client.force_login(drafter)
    for post in ({}, {"key": "x", "seen": "{"}, {"do": "explode"}):
        answer = client.post(url, post)
        assert answer.status_code == 200
        assert "请重新打开填写页面后再试" in answer.content.decode()


@pytest.fixture
def long_page(client, drafter, district, department):
    """The page of a table with so many indicators."""

    def opened(rows: int) -> Plain:
        some = tuple(Indicator("产出指标", "数量指标", f"指标{n}", "说明", "≥1", "合同") for n in range(rows))
        project = make_project(district, department, table=make_table(indicators=some))
        client.force_login(drafter)
        return Plain.open(client, reverse("draft", args=[project.pk]))

    return opened


def test_the_form_takes_the_same_number_of_queries_however_long(
    long_page, django_assert_max_num_queries, client
):
    pages = [long_page(5), long_page(30)]
    for one in pages:
        with django_assert_max_num_queries(13):  # two for the masthead
            client.get(one.url)


def test_a_table_of_200_rows_can_still_be_saved(long_page):
    plain = long_page(200)
    after = plain.press(typed={"head.name": "长表"})
    assert "已保存 " in after.words()


def test_no_script_and_no_style_stand_in_the_page(plain):
    assert " style=" not in plain.text
    assert "<style" not in plain.text
    assert "onclick" not in plain.text


def test_the_reading_page_leads_officers_to_the_form(client, drafter, reviewer, project, url):
    client.force_login(drafter)
    assert f'href="{url}"' in client.get(project.get_absolute_url()).content.decode()
    client.force_login(reviewer)
    assert f'href="{url}"' not in client.get(project.get_absolute_url()).content.decode()
    assert table_of(project.versions.get()).name in client.get(project.get_absolute_url()).content.decode()
