"""What was removed from an assessment after a submission, and that it changed, over its page."""

import re
from uuid import uuid4

import pytest
from django.urls import reverse

from budget_site.accounts.models import Role
from projects.models import AssessmentFile
from projects.review.assessing import save_assessment
from projects.review.returning import answer
from projects.workflow import Action
from tests.people import make_user
from tests.projects.review.cast import make_cast
from tests.projects.review.papers import make_paper
from tests.projects.review.test_assessing import words

pytestmark = pytest.mark.django_db
CHANGED = "送审后评估内容改动过"


@pytest.fixture
def cast(district, department):
    """With an assessment and its file, submitted and returned."""
    made = make_cast(district, department)
    save_assessment(made.version, words(), 0, made.drafter)
    make_paper(made.project, made.drafter)
    made.submitted()
    made.does(Action.RETURN, made.reviewer, why="请补充测算")
    return made


def address(cast, name="assessment", *more):
    return reverse(name, args=[cast.project.pk, *more])


def page(client, cast, who) -> str:
    client.force_login(who)
    return client.get(address(cast)).content.decode()


def removes(client, cast) -> str:
    """Over the page; the address of the file."""
    paper = AssessmentFile.objects.get(removed_at=None)
    client.force_login(cast.drafter)
    answer = client.post(address(cast, "assessment_file_remove", paper.pk), follow=True)
    assert "已移除“评估报告.pdf”" in answer.content.decode()
    return address(cast, "assessment_file_get", paper.pk)


def test_the_department_and_the_bureau_find_it_folded_away_with_who_and_when(client, cast):
    url = removes(client, cast)
    for who in (cast.drafter, cast.head, cast.business, cast.reviewer, cast.replier):
        told = page(client, cast, who)
        assert "还没有上传评估材料" in told
        [folded] = re.findall(r'<details class="removed">.*?</details>', told, re.DOTALL)
        assert "已移除的材料（1）" in folded
        assert url in folded
        assert re.search(r"经办的姓名于\d{4}年\d+月\d+日 \d\d:\d\d移除", folded)
        assert "/remove/" not in told
        answer = client.get(url)
        assert (answer.status_code, answer.content[:3]) == (200, b"pdf")


def test_nobody_else_sees_or_gets_it(client, cast, stranger, other_drafter, department, district):
    publishers = [
        make_user("公开", Role.PUBLISHER, department=department),
        make_user("区公开", Role.PUBLISHER, district=district),
    ]
    url = removes(client, cast)
    for who in publishers:
        told = page(client, cast, who)
        assert "已移除的材料" not in told
        assert url not in told
    for who in (*publishers, stranger, other_drafter):
        client.force_login(who)
        assert client.get(url).status_code == 404
    client.logout()
    assert client.get(url).status_code == 302


def test_it_is_removed_once_and_does_not_come_back(client, cast):
    removes(client, cast)
    [kept] = AssessmentFile.objects.all()
    answer = client.post(address(cast, "assessment_file_remove", kept.pk), follow=True)
    assert "这个文件已经移除了" in answer.content.decode()
    assert AssessmentFile.objects.get().removed_at == kept.removed_at


def test_where_nothing_was_removed_nothing_is_folded_away(client, cast):
    assert "已移除的材料" not in page(client, cast, cast.reviewer)


def test_reviewers_are_told_that_it_changed_since_the_submission(client, cast):
    reviewers = (cast.head, cast.business, cast.reviewer, cast.replier)
    publisher = make_user("公开", Role.PUBLISHER, department=cast.department)
    assert all(CHANGED not in page(client, cast, who) for who in reviewers)
    save_assessment(cast.version, words(economy="另一种测算"), 1, cast.drafter)
    assert all(CHANGED in page(client, cast, who) for who in reviewers)
    assert all(CHANGED not in page(client, cast, who) for who in (cast.drafter, publisher))
    answer(cast.version.pk, 1, "已补充测算依据", cast.drafter, uuid4())
    cast.submitted()
    assert all(CHANGED not in page(client, cast, who) for who in reviewers)


def test_a_file_that_was_removed_is_such_a_change(client, cast):
    removes(client, cast)
    assert CHANGED in page(client, cast, cast.reviewer)
