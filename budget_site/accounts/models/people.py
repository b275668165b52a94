"""Who: people, and the roles they hold in a department or a whole district."""

from collections.abc import Collection
from uuid import uuid4

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import AbstractUser, UserManager
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils.crypto import salted_hmac

from budget_site.accounts.models.delegation import Delegation
from budget_site.accounts.models.departments import Department
from budget_site.accounts.models.held import Held, recall
from budget_site.accounts.models.places import District

SYSTEM = "system"
NOT_BOTH = "系统管理员和审计员不能由一个人担任，请另选一位同事。"


class Role(models.TextChoices):
    """What a person does. Only those in CONTENT_ROLES see tables."""

    DRAFTER = "drafter", "经办人"
    HEAD = "head", "单位负责人"
    BUSINESS_REVIEWER = "business_reviewer", "业务科室"
    PERFORMANCE_REVIEWER = "performance_reviewer", "绩效科"
    REPLIER = "replier", "预算科"
    PUBLISHER = "publisher", "公开岗"
    SYSTEM_ADMIN = "system_admin", "系统管理员"
    AUDITOR = "auditor", "审计员"


CONTENT_ROLES = frozenset(Role) - {Role.SYSTEM_ADMIN, Role.AUDITOR}
APART = frozenset({Role.SYSTEM_ADMIN, Role.AUDITOR})  # nobody holds both: who keeps accounts is not who looks
DEPARTMENT_ROLES = frozenset({Role.DRAFTER, Role.HEAD})
FINANCE_ROLES = frozenset({Role.BUSINESS_REVIEWER, Role.PERFORMANCE_REVIEWER, Role.REPLIER})


class Mails(models.TextChoices):
    """When notices come by mail too; to whom no address is known, never."""

    AT_ONCE = "at_once", "随时发送"
    DIGEST = "digest", "每天汇总一次"
    NEVER = "never", "不发邮件"


class People(UserManager):
    def system(self) -> "User":
        """Whom work done from the machine room is recorded as. It cannot sign in and can hold no role."""
        taken = self.filter(username=SYSTEM, is_system=False).exists()
        made = {
            "username": f"{SYSTEM}-{uuid4()}" if taken else SYSTEM,
            "name": "系统",
            "is_active": False,
            "password": make_password(None),
        }
        return self.get_or_create(is_system=True, defaults=made)[0]


class User(AbstractUser):
    """A person with an account, or the one system user."""

    first_name = last_name = None
    name = models.CharField("姓名", max_length=50, blank=True)
    is_system = models.BooleanField(default=False, editable=False)
    must_change_password = models.BooleanField(
        "须更改密码", default=False, help_text="初始密码由他人设置的账号，登录后先要换成自己的密码。"
    )
    made_by = models.ForeignKey(
        "self", models.SET_NULL, verbose_name="开户人", null=True, editable=False, related_name="+"
    )
    mails = models.CharField("邮件提醒", max_length=10, choices=Mails, default=Mails.DIGEST)
    # Empty: none. Else a mark that is another with every set-up; see second_factor/.
    second_factor = models.CharField(
        "第二重验证", max_length=32, blank=True, default="", db_default="", editable=False
    )

    objects = People()

    class Meta:
        verbose_name = verbose_name_plural = "用户"
        constraints = [
            models.UniqueConstraint(
                fields=["is_system"], condition=Q(is_system=True), name="one_system_user"
            ),
            models.CheckConstraint(
                condition=Q(is_system=False) | Q(is_active=False, is_superuser=False, is_staff=False),
                name="the_system_user_cannot_sign_in",
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.username

    def get_full_name(self) -> str:
        return str(self)

    def get_short_name(self) -> str:
        return str(self)

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """Sessions end when the second factor changes, as they do with the password."""
        of_password = super()._get_session_auth_hash(secret)
        if not self.second_factor:
            return of_password
        salt = "budget_site.accounts.second_factor"
        return salted_hmac(
            salt, of_password + self.second_factor, secret=secret, algorithm="sha256"
        ).hexdigest()

    @property
    def sees_everything(self) -> bool:
        """Commands in the machine room act as the system user; no person sees everything, no superuser."""
        return self.is_system

    def chose_password(self, update_fields: frozenset[str] | None) -> bool:
        """Whether a save of these fields is of a new password. Hashing the same one anew is none."""
        return self._password is not None and (update_fields is None or "password" in update_fields)

    def held(self) -> models.QuerySet["Assignment"]:
        """The roles in which this person acts today: one's own, and those of whom one stands in for."""
        if not self.is_active:
            return Assignment.objects.none()
        stood_in_for = Delegation.objects.in_force().filter(holder=self).order_by().values("giver")
        # One list of people: asked for "own or theirs", PostgreSQL reads the roles of a whole province.
        people = User.objects.filter(pk=self.pk).values("pk").union(stood_in_for)
        return Assignment.objects.filter(Q(user=self) | Q(role__in=CONTENT_ROLES), user__in=people)

    def acting(self, roles: Collection[Role] = CONTENT_ROLES) -> Held:
        """The same, of some roles, as it was read; by default those through which this person sees tables."""
        return recall(self, self._read_held).of(roles)

    def _read_held(self) -> Held:
        return Held(self, tuple(self.held().select_related("user", "department")))

    def content_assignments(self) -> models.QuerySet["Assignment"]:
        """The roles through which this person sees tables, and where."""
        return self.held().filter(role__in=CONTENT_ROLES)

    def seats(self) -> models.QuerySet["Assignment"]:
        """The roles by which this person sits in a department, whatever else the person is."""
        return self.content_assignments().filter(role__in=DEPARTMENT_ROLES).exclude(department=None)

    def roles_in(self, district: District) -> set[Role]:
        """What this person is for the whole of a district; roles in its departments do not count."""
        held = self.acting(frozenset(Role)).narrowed(lambda one: one.district_id == district.pk)
        return {Role(role) for role in held.roles}

    def is_finance_of(self, district: District) -> bool:
        """Whether this person works on all tables of a district for its finance bureau."""
        return bool(self.roles_in(district) & FINANCE_ROLES)

    def departments_as(self, role: Role) -> models.QuerySet[Department]:
        """Where this person holds a role, closed departments and predecessors of one's own included.

        For what is begun anew narrow it: `user.departments_as(Role.DRAFTER).open_in(year)`.
        """
        held = self.held().filter(role=role)
        own = Q(pk__in=held.values("department")) | Q(merged_into__in=held.values("department"))
        return Department.objects.filter(own | Q(district__in=held.values("district")))

    def districts_as(self, role: Role) -> models.QuerySet[District]:
        """The districts for the whole of which this person holds a role."""
        return District.objects.filter(pk__in=self.held().filter(role=role).values("district"))


class Assignment(models.Model):
    """One role of one person: in one department, or in a whole district."""

    user = models.ForeignKey(User, models.CASCADE, verbose_name="用户", related_name="assignments")
    role = models.CharField("角色", max_length=24, choices=Role)
    district = models.ForeignKey("District", models.CASCADE, verbose_name="区划", null=True, blank=True)
    department = models.ForeignKey("Department", models.CASCADE, verbose_name="部门", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "任职"
        ordering = ["user", "role"]
        constraints = [
            models.CheckConstraint(
                condition=Q(district=None, department__isnull=False)
                | Q(district__isnull=False, department=None),
                name="a_role_is_held_in_one_place",
                violation_error_message="请填写区划或部门中的一项，不能都填或都不填。",
            ),
            models.UniqueConstraint(fields=["user", "role", "district"], name="one_role_per_district"),
            models.UniqueConstraint(fields=["user", "role", "department"], name="one_role_per_department"),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.get_role_display()}（{self.department or self.district}）"

    @transaction.atomic
    def save(self, *args, **kwargs) -> None:
        if self.user.is_system:
            raise ValueError("系统用户不能担任任何角色。")
        if self.role in APART:
            User.objects.select_for_update(no_key=True).get(
                pk=self.user_id
            )  # two at once: one after the other
            if self._beside_its_opposite():
                raise ValueError(NOT_BOTH)
        super().save(*args, **kwargs)

    def clean(self) -> None:
        if self.user_id and self._beside_its_opposite():
            raise ValidationError(NOT_BOTH)

    def _beside_its_opposite(self) -> bool:
        opposite = APART - {self.role} if self.role in APART else ()
        return Assignment.objects.filter(user=self.user_id, role__in=opposite).exclude(pk=self.pk).exists()
