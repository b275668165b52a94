"""Accounts are kept here; the tables are not."""

from django.contrib import admin
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import Group
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import BaseInlineFormSet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django_otp.plugins.otp_totp.models import TOTPDevice
from django_tasks_db.models import DBTaskResult

from budget_site.accounts.forms.own_account import InitialPasswordForm
from budget_site.accounts.models import Assignment, Department, District, FormerName, User
from budget_site.accounts.models.people import APART, NOT_BOTH

admin.site.site_header = admin.site.site_title = "项目绩效目标表 · 系统管理"
admin.site.index_title = "账号、单位与查阅"
admin.site.unregister(Group)  # what a person may do follows from the roles held, not from groups
admin.site.unregister(TOTPDevice)  # it shows the secret that is on somebody's phone
admin.site.unregister(DBTaskResult)  # a failed task's traceback may quote a table


@login_not_required
def sign_in(request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
    """By the site's own page, which asks for the second factor too."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.GET.get(REDIRECT_FIELD_NAME) or reverse("admin:index"))
    if not admin.site.has_permission(request):
        raise PermissionDenied("系统管理页面由网站的维护人员使用。需要调整账号、任职，请联系系统管理员。")
    return redirect("admin:index")


admin.site.login = sign_in


class AssignmentsTogether(BaseInlineFormSet):
    """What one role forbids another is seen only with all of them side by side."""

    def clean(self) -> None:
        super().clean()
        left = (form for form in self.forms if not self._should_delete_form(form))
        roles = {form.cleaned_data.get("role") for form in left if hasattr(form, "cleaned_data")}
        if roles >= APART:
            raise ValidationError(NOT_BOTH)


class Assignments(admin.TabularInline):
    model = Assignment
    formset = AssignmentsTogether
    extra = 0


@admin.register(User)
class Users(UserAdmin):
    list_display = ["username", "name", "is_active", "last_login"]
    search_fields = ["username", "name"]
    change_password_form = InitialPasswordForm
    inlines = [Assignments]
    fieldsets = [
        (None, {"fields": ["username", "password"]}),
        ("个人信息", {"fields": ["name", "email"]}),
        ("权限", {"fields": ["is_active", "must_change_password", "is_staff", "is_superuser"]}),
        ("时间", {"fields": ["last_login", "date_joined"]}),
    ]
    filter_horizontal = []
    list_filter = ["is_active", "is_staff"]

    def get_queryset(self, request):
        """The system user is nobody's to change."""
        return super().get_queryset(request).filter(is_system=False)

    def save_model(self, request, obj, form, change):
        """A new account's password was chosen by somebody else."""
        if not change:
            obj.must_change_password, obj.made_by = True, request.user
        super().save_model(request, obj, form, change)


@admin.register(District)
class Districts(admin.ModelAdmin):
    list_display = ["code", "name", "parent"]
    search_fields = ["code", "name"]


class FormerNames(admin.TabularInline):
    model = FormerName
    extra = 0


@admin.register(Department)
class Departments(admin.ModelAdmin):
    list_display = ["code", "name", "district", "merged_into", "closed_from"]
    list_filter = ["district"]
    list_select_related = ["district", "merged_into"]
    search_fields = ["code", "name", "former_names__name"]
    readonly_fields = ["merged_into", "closed_from"]
    inlines = [FormerNames]
