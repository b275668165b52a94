"""What ends sessions: signing out, another password, a closed account, no role left, a newer sign-in."""

from typing import Any

from django.conf import settings
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.db.models import Model, QuerySet
from django.db.models.signals import post_delete, post_save
from django.http import HttpRequest

from budget_site.accounts.models import Assignment, User
from budget_site.guarding import sessions
from budget_site.guarding.models import Why
from budget_site.trail import origin


def connect() -> None:
    user_logged_in.connect(_came, dispatch_uid="sessions")
    user_logged_out.connect(_left, dispatch_uid="sessions")
    post_save.connect(_saved, sender=User, dispatch_uid="sessions")
    post_delete.connect(_role_taken, sender=Assignment, dispatch_uid="sessions")


def _came(sender: type, request: HttpRequest, user: User, **more: Any) -> None:
    sessions.begun(request, user)
    if settings.ONE_SESSION:
        sessions.end_others(user, request.session.session_key, Why.NEWER, user)


def _left(sender: type, request: HttpRequest, **more: Any) -> None:
    sessions.left(request.session.session_key)


def _saved(
    sender: type[User],
    instance: User,
    created: bool,
    raw: bool,
    update_fields: frozenset[str] | None,
    **more: Any,
) -> None:
    """Whoever changes one's own password stays where that was done."""
    if created or raw:
        return
    by = getattr(instance, "changed_by", None) or origin.signed_in()
    if not instance.is_active and (update_fields is None or "is_active" in update_fields):
        sessions.end_others(instance, None, Why.CLOSED, by)
    elif instance.chose_password(update_fields):
        here = origin.session_key() if by == instance else None
        sessions.end_others(instance, here, Why.PASSWORD, by)


def _role_taken(sender: type[Assignment], instance: Assignment, **more: Any) -> None:
    """Not where the account itself goes; who runs the site (`is_staff`) needs no role for it."""
    if _of_people(more.get("origin")) or Assignment.objects.filter(user=instance.user_id).exists():
        return
    user = User.objects.get(pk=instance.user_id)
    if not user.is_staff and not user.is_superuser:
        sessions.end_others(user, None, Why.NO_ROLE, getattr(instance, "changed_by", None))


def _of_people(begun: Model | QuerySet | None) -> bool:
    return isinstance(begun, User) or getattr(begun, "model", None) is User
