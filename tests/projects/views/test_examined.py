"""Pages of findings: a project's own, fresh ones for the form, and reasons given."""

from dataclasses import replace

import pytest
from django.urls import reverse

from projects.models import TableVersion, WarningReason
from projects.rules.examples import SOUND
from projects.tables import Amount
from tests.people import make_project

pytestmark = pytest.mark.django_db


@pytest.fixture
def project(district, department):
    """Without a code (a warning), and with sums that do not add up (an error)."""
    wrong = replace(SOUND, code="", fiscal=Amount.of("30"))
    return make_project(district, department, table=wrong)


def shown(client, project) -> list[dict]:
    return client.get(reverse("project_findings", args=[project.pk])).context["answers"]


def form_of(client, project) -> dict[str, str]:
    """What the page would send, unchanged."""
    told = {}
    for number, one in enumerate(shown(client, project)):
        told |= {f"{name}-{number}": one.get(name, "") for name in ("code", "row", "cell", "about")}
        told |= {f"{name}-{number}": one.get("reason", "") for name in ("was", "reason")}
    return told


def answers(client, project, **changed):
    told = form_of(client, project)
    for number, one in enumerate(shown(client, project)):
        told[f"reason-{number}"] = changed.get(one["code"], "")
    return client.post(reverse("project_findings", args=[project.pk]), told, follow=True)


def test_a_project_says_what_is_to_be_mended_and_what_adds_up(client, project, drafter):
    client.force_login(drafter)
    page = client.get(reverse("project_findings", args=[project.pk])).content.decode()
    assert "需要处理" in page
    assert "45.6" in page


def test_each_finding_leads_to_its_rule_whose_code_one_tells_the_bureau(client, project, drafter):
    client.force_login(drafter)
    page = client.get(reverse("project_findings", args=[project.pk])).content.decode()
    assert f'<a class="rule" href="{reverse("rules")}#A1">规则 A1</a>' in page
    assert 'id="A1"' in client.get(reverse("rules")).content.decode()


def test_a_hint_is_nothing_that_has_to_be_dealt_with(client, drafter, district, department):
    first, *others = SOUND.indicators
    hinted = replace(SOUND, indicators=(replace(first, value=first.value.lstrip("≥=")), *others))
    project = make_project(district, department, table=hinted)
    client.force_login(drafter)
    page = client.get(reverse("project_findings", args=[project.pk])).content.decode()
    assert "没有需要处理的问题，1 处提示供参考" in page


def test_an_officer_gives_reasons_for_warnings_and_finance_reads_them(client, project, drafter, reviewer):
    client.force_login(drafter)
    page = answers(client, project, A1="尚未下达编码").content.decode()
    assert "已保存 1 条理由" in page
    client.force_login(reviewer)
    page = client.get(reverse("project_findings", args=[project.pk])).content.decode()
    assert "尚未下达编码" in page
    assert "<textarea" not in page


def test_saving_again_what_is_there_changes_nothing(client, project, drafter):
    client.force_login(drafter)
    answers(client, project, A1="尚未下达编码")
    before = WarningReason.objects.get().given_at
    answers(client, project, A1="尚未下达编码")
    assert WarningReason.objects.get().given_at == before


@pytest.fixture
def same_again(district, department):
    """Without a code, and with the same warning in three rows."""
    first, *others = SOUND.indicators
    rows = [replace(first, level3=f"{first.level3}{place}", basis="") for place in range(3)]
    return make_project(district, department, table=replace(SOUND, code="", indicators=(*rows, *others)))


def test_one_reason_may_do_for_all_open_warnings_of_its_rule(client, same_again, drafter):
    client.force_login(drafter)
    [rule] = {one["code"] for one in shown(client, same_again) if one.get("alike")}
    places = [number for number, one in enumerate(shown(client, same_again)) if one["code"] == rule]
    assert shown(client, same_again)[places[0]]["alike"] == len(places) - 1 > 0
    more = {f"reason-{places[0]}": "依据随批复下达", f"alike-{places[0]}": "yes"}
    told = form_of(client, same_again) | more | {f"reason-{places[1]}": "另有依据"}
    client.post(reverse("project_findings", args=[same_again.pk]), told)
    given = [one.get("reason", "") for one in shown(client, same_again) if one["code"] == rule]
    assert sorted(given) == sorted(["另有依据", *["依据随批复下达"] * (len(places) - 1)])
    assert [one["code"] for one in shown(client, same_again) if not one.get("reason")] == ["A1"]
    assert not [one for one in shown(client, same_again) if one.get("alike")]


def test_whoever_asks_for_the_same_reason_everywhere_and_writes_none_is_told_so(client, same_again, drafter):
    client.force_login(drafter)
    answers = shown(client, same_again)
    [place] = [number for number, one in enumerate(answers) if one.get("alike")]
    other = next(number for number, one in enumerate(answers) if one["code"] == "A1")
    told = form_of(client, same_again) | {f"alike-{place}": "yes", f"reason-{other}": "编码尚未下达"}
    page = client.post(reverse("project_findings", args=[same_again.pk]), told, follow=True).content.decode()
    assert "勾选“也用这个理由”的那一处还没有写理由" in page
    assert "已保存 1 条理由" in page
    assert WarningReason.objects.get().reason == "编码尚未下达"


def test_a_reason_that_was_taken_back_does_not_come_again_with_the_others(client, same_again, drafter):
    client.force_login(drafter)
    [rule] = {one["code"] for one in shown(client, same_again) if one.get("alike")}
    first, second, *_ = [
        number for number, one in enumerate(shown(client, same_again)) if one["code"] == rule
    ]
    address = reverse("project_findings", args=[same_again.pk])
    client.post(address, form_of(client, same_again) | {f"reason-{second}": "写错了"})
    taken_back = next(n for n, one in enumerate(shown(client, same_again)) if one.get("reason") == "写错了")
    more = {f"reason-{first}": "依据随批复下达", f"alike-{first}": "yes", f"reason-{taken_back}": ""}
    client.post(address, form_of(client, same_again) | more)
    assert {one["code"] for one in shown(client, same_again) if not one.get("reason")} == {"A1", rule}


def test_a_reader_gives_no_reasons(client, project, reviewer):
    client.force_login(reviewer)
    assert client.post(reverse("project_findings", args=[project.pk]), {}).status_code == 403
    assert not WarningReason.objects.exists()


def test_a_reason_that_comes_too_late_is_told_and_the_others_are_kept(client, project, drafter):
    client.force_login(drafter)
    TableVersion.objects.filter(project=project).update(status="unit_review", frozen=b"{}")
    told = {"code-0": "A1", "row-0": "", "cell-0": "code", "about-0": "", "was-0": "", "reason-0": "迟了"}
    page = client.post(reverse("project_findings", args=[project.pk]), told)
    assert page.status_code == 302
    assert not WarningReason.objects.exists()


def test_the_form_shows_findings_under_their_cells_without_scripts_too(client, project, drafter):
    client.force_login(drafter)
    page = client.get(reverse("draft", args=[project.pk])).content.decode()
    under = page.split('id="found-head-code"')[1].split("</div>")[0]
    assert "警告" in under
    assert 'aria-describedby="note-head-code found-head-code"' in page


def test_fresh_findings_empty_the_places_of_what_was_mended(client, project, drafter):
    client.force_login(drafter)
    answers(client, project, A1="尚未下达编码")
    part = client.get(reverse("draft_findings", args=[project.pk]), headers={"HX-Request": "true"})
    told = part.content.decode()
    assert 'id="found-head-code" hx-swap-oob="true"></div>' in told
    assert 'id="findings"' in told


def test_the_desk_counts_findings_and_finds_by_them(client, project, district, department, drafter):
    client.force_login(drafter)
    address = reverse("year", args=[district.code, 2025])
    assert "错误 1" in client.get(address).content.decode()
    assert project.get_absolute_url() in client.get(address, {"todo": "error"}).content.decode()
    make_project(district, department, table=replace(SOUND, name="另一项目"))
    found = client.get(address, {"todo": "error"}).content.decode()
    assert "另一项目" not in found
