"""The admin keeps accounts and places; of content it shows what one's roles show, and nobody writes there."""

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from budget_site.accounts.models import District, User
from projects.models import Project, TableFramework, TableImport, TableVersion
from projects.official.trees import TREES
from tests.offices import Office, routes

pytestmark = pytest.mark.django_db

ADMIN_CONTENT = ("project", "tableversion", "tableframework", "tableimport")


@pytest.fixture
def content(office, district) -> dict[str, tuple]:
    """One row of each kind the admin knows, and words of it that its pages would show."""
    project = office.document
    version = project.versions.get()
    framework = TableFramework.objects.make(
        district, 2025, TREES["2021"], title="标记样式表名", plan_labels=["12月底"]
    )
    Project.objects.filter(pk=project.pk).update(code="MARK-2025")
    table_import = TableImport.objects.create(
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
        "tableimport": (table_import, "标记文件.docx"),
    }


@pytest.mark.parametrize("model", ADMIN_CONTENT)
def test_being_superuser_opens_no_table_in_the_admin(office: Office, content, client, model):
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
    TableImport.objects.update(imported_by=author)
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
