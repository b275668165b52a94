"""Changes of accounts, roles and places, wherever they are made: the admin, a page, a command, an import."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Field, ForeignKey, Model
from django.db.models.signals import post_delete, post_save, pre_save

from budget_site.accounts.models import Assignment, Department, District, FormerName, User
from budget_site.trail import origin
from budget_site.trail.belonging import district_of
from budget_site.trail.models import Action
from budget_site.trail.recording import named, record

MADE, CHANGED, DELETED = "新增", "修改", "删除"
OWN_PASSWORD, SET_PASSWORD = "本人更改密码", "由他人设置密码"
BEFORE = "_before_this_save"


@dataclass(frozen=True, slots=True)
class Watched:
    """What of a model's rows is told, under which action, and in whose chain."""

    action: Action
    fields: tuple[str, ...]
    district: Callable[[Any], int | None]

    def of(self, model: type[Model]) -> list[Field]:
        return [model._meta.get_field(name) for name in self.fields]

    def touched_by(self, update_fields: frozenset[str] | None, model: type[Model]) -> bool:
        if update_fields is None:
            return True
        return any({field.name, field.attname} & update_fields for field in self.of(model))


def _of_assignment(one: Assignment) -> int | None:
    return one.district_id or one.department.district_id


WATCHED = {
    User: Watched(
        Action.ACCOUNT, ("username", "name", "email", "is_active", "is_staff", "is_superuser"), district_of
    ),
    Assignment: Watched(Action.ROLE, ("user", "role", "district", "department"), _of_assignment),
    District: Watched(Action.PLACE, ("code", "name", "parent"), lambda one: one.pk),
    Department: Watched(
        Action.PLACE,
        ("code", "name", "district", "merged_into", "closed_from"),
        lambda one: one.district_id,
    ),
    FormerName: Watched(
        Action.PLACE, ("department", "name", "until_year"), lambda one: one.department.district_id
    ),
}


def connect() -> None:
    for model in WATCHED:
        pre_save.connect(_about_to_save, sender=model, dispatch_uid="trail")
        post_save.connect(_saved, sender=model, dispatch_uid="trail")
        post_delete.connect(_deleted, sender=model, dispatch_uid="trail")
    post_save.connect(_password_saved, sender=User, dispatch_uid="trail password")


def _about_to_save(
    sender: type[Model], instance: Model, raw: bool, update_fields: frozenset[str] | None, **more: Any
) -> None:
    """Keep the row as it stands: what the instance itself held before is nobody's word."""
    known = not (raw or instance._state.adding) and WATCHED[sender].touched_by(update_fields, sender)
    setattr(instance, BEFORE, sender._default_manager.filter(pk=instance.pk).first() if known else None)


def _saved(sender: type[Model], instance: Model, created: bool, raw: bool, **more: Any) -> None:
    before = instance.__dict__.pop(BEFORE, None)
    if raw or getattr(instance, "is_system", False):  # loaded from a file; or nobody's account
        return
    if created:
        _tell(instance, MADE, {"after": _shown(instance, WATCHED[sender].of(sender))})
    elif before and (changed := _changed(before, instance)):
        told = {"before": _shown(before, changed), "after": _shown(instance, changed)}
        _tell(instance, CHANGED, told)


def _deleted(sender: type[Model], instance: Model, **more: Any) -> None:
    """Of a district that is gone the installation's chain tells: nobody audits that district any more."""
    shown = _shown(instance, WATCHED[sender].of(sender))
    _tell(instance, DELETED, {"before": shown}, its_own=sender is not District)


def _password_saved(
    sender: type[User], instance: User, created: bool, update_fields: frozenset[str] | None, **more: Any
) -> None:
    """Only that it was changed. Django hashing the same password anew, at a sign-in, is no change."""
    chosen = instance.chose_password(update_fields)
    if chosen and not created:
        note = OWN_PASSWORD if _by(instance) == instance else SET_PASSWORD
        _record(Action.PASSWORD, instance, district_of(instance), note, {})


def _tell(instance: Model, note: str, told: dict[str, dict], its_own: bool = True) -> None:
    watched = WATCHED[type(instance)]
    _record(watched.action, instance, watched.district(instance) if its_own else None, note, told)


def _record(action: Action, instance: Model, district: int | None, note: str, told: dict) -> None:
    record(action, by=_by(instance), district=district, about=instance, note=note, **told)


def _by(instance: Model) -> User | None:
    """Whom a service named; else who has sent the request."""
    return getattr(instance, "changed_by", None) or origin.signed_in()


def _changed(before: Model, after: Model) -> list[Field]:
    fields = WATCHED[type(after)].of(type(after))
    return [field for field in fields if getattr(before, field.attname) != getattr(after, field.attname)]


def _shown(instance: Model, fields: list[Field]) -> dict[str, Any]:
    """By the names and values that people see."""
    return {str(field.verbose_name): _value(instance, field) for field in fields}


def _value(instance: Model, field: Field) -> Any:
    value = getattr(instance, field.attname)
    if value is None:
        return None
    if isinstance(field, ForeignKey):
        other = getattr(instance, field.name)
        return named(other) if isinstance(other, User) else str(other)
    return dict(field.flatchoices).get(value, value) if field.choices else value
