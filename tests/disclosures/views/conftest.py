"""A bureau at the staff's pages: replied tables, a draft that was begun, and each kind of person."""

import shutil
from dataclasses import dataclass

import pytest
from django.urls import reverse

from budget_site.accounts.models import Role, User
from disclosures.editing.drafts import begin
from disclosures.models import DisclosureDraft, Edition
from disclosures.publishing import storing, tree
from tests.disclosures.publishing.press import give_figures
from tests.disclosures.views.deciding import made, publishes, signs
from tests.people import PASSWORD, make_user
from tests.projects.review.cast import Cast, make_cast


@dataclass
class Bureau:
    """Who composes, and where."""

    cast: Cast
    publisher: User  # 公开岗 of the district
    second: User  # another one, who does 保密审查
    own: User  # 公开岗 of the department
    draft: DisclosureDraft

    @property
    def district(self):
        return self.cast.district

    @property
    def department(self):
        return self.cast.department

    def at(self, name: str = "overview", *more) -> str:
        return reverse(f"disclosure_{name}", args=[self.district.code, 2025, *more])

    def own_at(self, name: str = "overview", *more) -> str:
        return reverse(
            f"department_disclosure_{name}", args=[self.district.code, 2025, self.department.code, *more]
        )

    def now(self) -> DisclosureDraft:
        self.draft.refresh_from_db()
        return self.draft


@pytest.fixture(autouse=True)
def _draws_quickly(quick):
    """What is drawn in earnest is the business of other tests."""


@pytest.fixture
def with_figures(bureau):
    """Without them nothing is published."""
    give_figures(bureau.district, 2025, bureau.publisher)


@pytest.fixture
def published(client, bureau, says, with_figures) -> Edition:
    signs(client, bureau, says)
    publishes(client, bureau, says)
    return made()


@pytest.fixture
def bureau(district, department) -> Bureau:
    for folder in (tree.root(), storing.root()):
        shutil.rmtree(folder, ignore_errors=True)
    cast = make_cast(district, department)
    cast.replied()
    publisher = make_user("公开", Role.PUBLISHER, PASSWORD, district=district)
    second = make_user("王保密", Role.PUBLISHER, district=district)
    own = make_user("本局公开", Role.PUBLISHER, department=department)
    return Bureau(cast, publisher, second, own, begin(district, None, 2025, publisher))


@pytest.fixture
def says(client, bureau):
    """`says(who, page, **posted)`: the page that somebody sees, after posting where something is said."""

    def ask(who: User, page: str, /, **said) -> str:
        client.force_login(who)
        answer = client.post(page, said, follow=True) if said else client.get(page)
        assert answer.status_code == 200, answer.status_code
        return answer.content.decode()

    return ask
