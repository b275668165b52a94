"""Two of everything are one office: on one PostgreSQL and one store, whichever machine somebody meets."""

import re
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from html import unescape
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from budget_site.trail.models import TrailRecord
from disclosures.models import Edition
from disclosures.publishing import service
from projects.models import Deadline, Job, Notice, Reminder
from tests.disclosures.publishing.press import Press, make_press
from tests.people import PASSWORD, make_project
from tests.processes import wait_for
from tests.several.machines import Browser, Machines, everywhere
from tests.stores import in_store, new_bucket

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.roles,
    pytest.mark.xdist_group("processes"),
]
TITLE = "按时公开的标题"
WHY = "附件有误，请以重新公开的为准。"


def test_two_of_everything_are_one_office(district, department, settings, tmp_path):
    settings.VAR_DIR, settings.PUBLIC_ROOT = tmp_path / "here", tmp_path / "here" / "public"
    bucket = new_bucket()
    with in_store(bucket), Machines(tmp_path, bucket) as machines:
        press = make_press(district, department)
        who_signs_in_at_one_is_known_at_the_other(machines, press)
        one_table_is_edited_at_both(machines, press)
        asked_for_twice_at_once_one_edition_is_published(machines, press)
        what_is_due_happens_once(machines, press)
        what_is_withdrawn_is_gone_from_every_host(machines, press)


def who_signs_in_at_one_is_known_at_the_other(machines: Machines, press: Press) -> None:
    first, second = machines.web
    user, signing_in = press.cast.drafter, reverse("login")
    user.set_password(PASSWORD)
    user.save()
    with Browser() as own:
        own.get(first + signing_in)
        done = own.post(first + signing_in, {"username": user.username, "password": PASSWORD})
        assert done.status_code == 302
        assert own.get(second + reverse("home")).status_code in (200, 302)
        assert signing_in not in own.get(second + reverse("home")).headers.get("Location", "")
        own.post(second + reverse("logout"))
        assert signing_in in own.get(first + reverse("inbox")).headers["Location"]
    with Browser() as guessing:
        guessing.get(first + signing_in)
        wrong = {"username": user.username, "password": "wrong-password-1"}
        for number in range(5):
            guessing.post(machines.web[number % 2] + signing_in, wrong)
        right = wrong | {"password": PASSWORD}
        for place in machines.web:  # failures at both count together, and rest at both
            assert guessing.post(place + signing_in, right).status_code != 302
    user.refresh_from_db()  # hashed anew by the site, in all its rounds


def one_table_is_edited_at_both(machines: Machines, press: Press) -> None:
    user = press.cast.drafter
    project = make_project(press.district, press.cast.department)
    row = project.versions.get().indicators.first()
    address = reverse("draft_save", args=[project.pk])

    def save(own: Browser, place: str, cell: str, seen: str, new: str) -> dict:
        own.get(place + reverse("password_change"))
        typed = {"op": "set", "row": str(row.pk), "cell": cell, "seen": seen, "new": new}
        said = {"key": str(uuid4()), "base": 0, "tab": str(uuid4()), "operations": [typed]}
        answer = own.post(place + address, json=said)
        assert answer.status_code == 200, answer.text
        return answer.json()

    deeds = [(machines.web[0], "value", row.value, "≥1"), (machines.web[1], "level3", row.level3, "另名")]
    with Browser(user) as one, Browser(user) as other:
        with ThreadPoolExecutor(2) as pool:
            told = list(pool.map(lambda own, deed: save(own, *deed), (one, other), deeds))
        assert [each["conflicts"] for each in told] == [[], []]  # other cells: merged
        said = ((one, machines.web[0], "≥2"), (other, machines.web[1], "≥3"))
        told = [save(own, place, "value", "≥1", new) for own, place, new in said]
    assert [len(each["conflicts"]) for each in told] == [0, 1]  # the same cell: whoever came later chooses
    row.refresh_from_db()
    assert (row.value, row.level3) == ("≥2", "另名")


def asked_for_twice_at_once_one_edition_is_published(machines: Machines, press: Press) -> None:
    place = [press.district.code, 2025]
    with Browser(press.reviewer) as second:
        page = machines.web[1] + reverse("disclosure_sign_off", args=place)
        signed = second.post(page, hidden(second.get(page).text) | {"stated": "on"})
        assert signed.status_code == 302

    def publish(own: Browser, web: str) -> int:
        page = web + reverse("disclosure_publish", args=place)
        return own.post(page, hidden(own.get(page).text)).status_code

    with Browser(press.publisher) as one, Browser(press.publisher) as other, ThreadPoolExecutor(2) as pool:
        list(pool.map(publish, (one, other), machines.web))
    wait_for(lambda: not Job.objects.filter(state__in=("waiting", "running"), kind="publish").exists())
    assert Edition.objects.filter(position=1, state="published").count() == 1
    assert Edition.objects.exclude(position=None).count() == 1
    pages = everywhere(machines.public, "/lutai/2025/", 200)
    assert pages[0].text == pages[1].text
    token = Edition.objects.get(state="published").token
    files = everywhere(machines.public, f"/e/{token}/data.json", 200)
    assert files[0].content == files[1].content


def hidden(page: str) -> dict[str, str]:
    """What the forms of a page carry along."""
    found = {}
    for field in re.findall(r'<input[^>]*type="hidden"[^>]*>', page):
        name, value = (re.search(f'{one}="([^"]*)"', field) for one in (" name", " value"))
        if name:
            found[name[1]] = unescape(value[1]) if value else ""
    return found


def what_is_due_happens_once(machines: Machines, press: Press) -> None:
    first, began = Edition.objects.get(state="published"), timezone.now()
    today = timezone.localdate()
    Deadline.objects.create(
        district=press.district, year=2025, step=Deadline.Step.DRAFTING, due=today + timedelta(days=7)
    )
    press.retitle(TITLE)
    tomorrow = timezone.now() + timedelta(days=1)
    waiting = press.correct(first, note="更正标题。", when=tomorrow, at_once=False)
    for page in everywhere(machines.public, "/lutai/2025/", 200):
        assert TITLE not in page.text  # not before its time
    when = timezone.now() + timedelta(seconds=6)
    Edition.objects.filter(pk=waiting.pk).update(scheduled_for=when)
    wait_for(lambda: Edition.objects.get(pk=waiting.pk).state == "published")
    wait_for(lambda: Reminder.objects.exists())
    assert Edition.objects.get(pk=waiting.pk).published_at >= when.replace(microsecond=0)
    wait_for(lambda: all(TITLE in one.text for one in everywhere(machines.public, "/lutai/2025/", 200)))
    assert Edition.objects.exclude(position=None).count() == 2
    told = Counter(Notice.objects.filter(at__gte=began).values_list("person", "role", "department", "text"))
    assert told
    assert set(told.values()) == {1}
    steps = TrailRecord.objects.filter(action="publication", object_id=str(waiting.pk))
    assert sorted(steps.values_list("after__步骤", flat=True)) == sorted(["申请更正", "定时公开", "更正"])
    assert Reminder.objects.count() == 1


def what_is_withdrawn_is_gone_from_every_host(machines: Machines, press: Press) -> None:
    edition = Edition.objects.get(state="published")
    service.withdraw(edition, press.publisher, WHY)
    for page in everywhere(machines.public, "/lutai/2025/", 410):
        assert WHY in page.text
    everywhere(machines.public, f"/e/{edition.token}/data.json", 410)
