"""Every URL of the site, tried by every kind of account and by strangers.

A route that is not listed here fails: whoever adds one says who may open it.
"""

from dataclasses import dataclass

import pytest
from django.contrib.auth.models import Permission
from django.urls import URLPattern, get_resolver, reverse

from budget_site.accounts.models import District, Role, User
from budget_site.accounts.models.people import CONTENT_ROLES
from projects.models import Project, TableFramework, TableVersion, WordImport
from tests.people import make_district, make_project, make_user

pytestmark = pytest.mark.django_db

ANYONE, SIGNED_IN, IN_SCOPE, STAFF = "anyone", "signed in", "those whose table it is", "staff"

ROUTES = {
    "login": ANYONE,
    "logout": ANYONE,
    "password_change": SIGNED_IN,
    "home": SIGNED_IN,
    "year": IN_SCOPE,
    "year_file": IN_SCOPE,
    "project": IN_SCOPE,
    "project_file": IN_SCOPE,
}
ADMIN_CONTENT = ("project", "tableversion", "tableframework", "wordimport")


def routes(resolver=None, namespace=""):
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLPattern):
            yield namespace + (entry.name or str(entry.pattern))
        else:
            yield from routes(entry, f"{entry.namespace}:" if entry.namespace else namespace)


def test_every_route_is_listed():
    unknown = {name for name in routes() if not name.startswith("admin:")} - set(ROUTES)
    assert not unknown, "say in ROUTES who may open them"
    assert set(ROUTES) <= set(routes())


@dataclass
class Office:
    """A district with one assigned table, and one person of each kind."""

    urls: dict[str, str]
    people: dict[str, User | None]
    may_see: set[str]
    document: object


@pytest.fixture
def office(district, department, other_department) -> Office:
    project = make_project(district, department)
    next_district = make_district("邻区", "next")
    people: dict[str, User | None] = {"nobody": None, "stranger": make_user("stranger")}
    may_see = set()
    for role in Role:
        people[f"{role} here"] = make_user(f"{role}-here", role, department=department)
        people[f"{role} of the district"] = make_user(f"{role}-district", role, district=district)
        people[f"{role} next door"] = make_user(f"{role}-door", role, department=other_department)
        people[f"{role} of another district"] = make_user(f"{role}-other", role, district=next_district)
        if role in CONTENT_ROLES:
            may_see |= {f"{role} here", f"{role} of the district"}
    people["superuser"] = User.objects.create_superuser("chief", password="x")
    closed = make_user("closed", "replier", district=district)
    closed.is_active = False
    closed.save()
    people["closed"] = closed
    places = {"district": district.code, "year": 2025}
    urls = {name: reverse(name) for name in ("login", "logout", "password_change", "home")}
    urls |= {"year": reverse("year", kwargs=places), "project": reverse("project", args=[project.pk])}
    # The cheapest format: what is tried here is who may have it, not how it is drawn.
    urls["year_file"] = reverse("year_file", kwargs=places | {"form": "html"})
    urls["project_file"] = reverse("project_file", kwargs={"pk": project.pk, "form": "html"})
    return Office(urls, people, may_see, project)


def expected(office: Office, name: str, who: str) -> set[int]:
    signed_in = who not in ("nobody", "closed")
    if ROUTES[name] == ANYONE:
        return {200, 302, 405}
    if not signed_in:
        return {302}  # to the sign-in
    if ROUTES[name] == SIGNED_IN:
        return {200, 302}
    return {200} if who in office.may_see else {404}


@pytest.mark.parametrize("name", ROUTES)
def test_each_page_opens_for_those_it_is_meant_for_and_for_nobody_else(office, client, name):
    for who, user in office.people.items():
        client.logout()
        if user is not None:
            client.force_login(user)
        response = client.get(office.urls[name])
        assert response.status_code in expected(office, name, who), (name, who, response.status_code)
        if ROUTES[name] == IN_SCOPE and response.status_code == 302:
            assert response.url.startswith(reverse("login"))
        if ROUTES[name] == IN_SCOPE and response.status_code != 200:
            assert "义务教育学校取暖" not in response.content.decode()


@pytest.mark.parametrize("name", [name for name, who in ROUTES.items() if who == IN_SCOPE])
def test_reading_pages_change_nothing(office, client, name):
    client.force_login(office.people["replier of the district"])
    for method in (client.post, client.put, client.delete):
        assert method(office.urls[name]).status_code == 405


@pytest.fixture
def content(office, district) -> dict[str, tuple]:
    """One row of each kind the admin knows, and words of it that its pages would show."""
    project = office.document
    version = project.versions.get()
    framework = TableFramework.objects.make(
        district, 2025, "2021", title="标记样式表名", plan_labels=["12月底"]
    )
    Project.objects.filter(pk=project.pk).update(code="MARK-2025")
    word_import = WordImport.objects.create(
        district=district,
        year=2025,
        filename="标记文件.docx",
        file_hash="0" * 64,
        content_hash="0" * 64,
        imported_by=User.objects.system(),
    )
    return {
        "project": (project, "MARK-2025"),
        "tableversion": (version, "义务教育学校取暖"),
        "tableframework": (framework, "标记样式表名"),
        "wordimport": (word_import, "标记文件.docx"),
    }


@pytest.mark.parametrize("model", ADMIN_CONTENT)
def test_being_superuser_opens_no_table_in_the_admin(office, content, client, model):
    client.force_login(office.people["superuser"])
    rows = client.get(reverse(f"admin:projects_{model}_changelist"))
    assert rows.status_code == 200
    assert not rows.context["cl"].result_count
    assert client.get(reverse(f"admin:projects_{model}_add")).status_code == 403
    row, marker = content[model]
    assert marker not in rows.content.decode()
    for view in ("change", "delete", "history"):
        answer = client.get(reverse(f"admin:projects_{model}_{view}", args=[row.pk]), follow=True)
        assert answer.status_code == 403 or answer.redirect_chain == [(reverse("admin:index"), 302)], view
        assert marker not in answer.content.decode()


@pytest.fixture
def staff(office) -> User:
    """A reviewer of the district who may look, change and delete in the admin as far as Django is asked."""
    user = office.people["performance_reviewer of the district"]
    user.is_staff = True
    user.save()
    user.user_permissions.set(Permission.objects.filter(content_type__app_label="projects"))
    return user


@pytest.mark.parametrize("model", ADMIN_CONTENT)
def test_staff_with_a_role_read_the_rows_of_their_scope_in_the_admin(staff, content, client, model):
    row, marker = content[model]
    client.force_login(staff)
    rows = client.get(reverse(f"admin:projects_{model}_changelist"))
    assert row in rows.context["cl"].queryset
    assert marker in rows.content.decode()
    assert 'name="action"' not in rows.content.decode()
    shown = client.get(reverse(f"admin:projects_{model}_change", args=[row.pk]))
    assert shown.status_code == 200
    assert marker in shown.content.decode()
    assert 'name="_save"' not in shown.content.decode()
    assert "deletelink" not in shown.content.decode()


@pytest.mark.parametrize("model", ADMIN_CONTENT)
def test_staff_with_a_role_see_nothing_of_other_districts_in_the_admin(staff, content, client, model):
    staff.assignments.update(district=District.objects.get(code="next"))
    row, marker = content[model]
    client.force_login(staff)
    assert not client.get(reverse(f"admin:projects_{model}_changelist")).context["cl"].result_count
    for name, arguments in (("changelist", []), ("change", [row.pk]), ("history", [row.pk])):
        answer = client.get(reverse(f"admin:projects_{model}_{name}", args=arguments), follow=True)
        assert marker not in answer.content.decode()


@pytest.mark.parametrize("model", ADMIN_CONTENT)
def test_nobody_writes_content_in_the_admin(staff, content, client, model):
    row, _ = content[model]
    kind = type(row)
    before = list(kind.objects.values())
    cells = {"title": "改", "code": "改", "name": "改", "filename": "改", "post": "yes", "_save": "保存"}
    deleting = {"action": "delete_selected", "_selected_action": [str(row.pk)], "post": "yes"}
    client.force_login(staff)
    for view, arguments in (("add", []), ("change", [row.pk]), ("delete", [row.pk])):
        answer = client.post(reverse(f"admin:projects_{model}_{view}", args=arguments), cells)
        assert answer.status_code == 403, view
    client.post(reverse(f"admin:projects_{model}_changelist"), deleting)
    assert list(kind.objects.values()) == before


def test_an_account_or_place_that_tables_hang_on_is_not_deleted_and_names_none_of_them(
    office, content, client, district, department
):
    """Django lists what stands in the way of a deletion; to the one who keeps accounts that is not said."""
    author = User.objects.create_user("author")
    TableVersion.objects.update(created_by=author)
    WordImport.objects.update(imported_by=author)
    client.force_login(office.people["superuser"])
    for row in (author, district, department):
        urls = [reverse(f"admin:accounts_{row._meta.model_name}_delete", args=[row.pk])]
        urls.append(reverse(f"admin:accounts_{row._meta.model_name}_changelist"))
        deleting = {"action": "delete_selected", "_selected_action": [str(row.pk)]}
        for answer in (client.get(urls[0]), client.post(urls[1], deleting)):
            assert answer.context["perms_lacking"]
            assert not [marker for _, marker in content.values() if marker in answer.content.decode()]
        for url, sent in zip(urls, ({"post": "yes"}, deleting | {"post": "yes"}), strict=True):
            client.post(url, sent)
        row.refresh_from_db()


def test_the_whole_admin_is_closed_to_all_but_staff(office, client):
    """Every admin route, at a row of its own kind where it wants one."""
    for who, user in office.people.items():
        if who == "superuser":
            continue
        client.logout()
        if user is not None:
            client.force_login(user)
        for name in sorted(set(filter(lambda route: route.startswith("admin:"), routes()))):
            url = admin_url(name)
            if url is not None:
                answer = client.get(url)
                assert answer.status_code in (302, 404), (name, who)
                assert answer.status_code == 404 or "/login/" in answer.url


def admin_url(name: str) -> str | None:
    if name in ("admin:login", "admin:logout", "admin:jsi18n"):
        return None  # open by design: they show nothing
    for arguments in ([], ["1"], ["projects"], ["1", "1"]):
        try:
            return reverse(name, args=arguments)
        except LookupError:
            continue
        except Exception as error:
            if type(error).__name__ != "NoReverseMatch":
                raise
    return "/admin/nothing-here/"


def test_addresses_that_do_not_exist_look_like_those_one_may_not_see(office, client):
    client.force_login(office.people["drafter here"])
    missing = client.get("/projects/00000000-0000-0000-0000-000000000000/")
    client.force_login(office.people["drafter next door"])
    forbidden = client.get(office.urls["project"])
    assert missing.status_code == forbidden.status_code == 404
    assert missing.templates[0].name == forbidden.templates[0].name == "404.html"
