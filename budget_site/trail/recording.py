"""Writing the trail: one row in the transaction of the work, which is kept or undone with it."""

import hashlib
from collections.abc import Mapping
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Model

from budget_site.accounts.models import District, User
from budget_site.trail import origin
from budget_site.trail.models import Action, TrailRecord

__all__ = ["Action", "differing", "record", "record_export"]

SYSTEM, STRANGER = "系统", "未登录"

About = Model | tuple[str, object, str]  # or what it is, its number there, and how people call it


def record(
    action: Action,
    *,
    by: User | AnonymousUser | None,
    district: District | int | None = None,
    about: About | None = None,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    note: str = "",
    on_behalf_of: User | str = "",
) -> TrailRecord:
    """Tell what was done. `by` None: whoever has sent the request, in the machine room the system.

    Never hand over a password, nor the content of a table: who reads the trail may read neither.
    """
    actor = by if by is not None else origin.signed_in()
    actor = actor if actor is not None and actor.is_authenticated else None
    kind, number, text = _object(about)
    return TrailRecord.objects.create(
        district_id=district.pk if isinstance(district, District) else district,
        actor_id=actor.pk if actor else None,
        actor_name=_fitting("actor_name", named(actor) if actor else _nobody()),
        on_behalf_of=_fitting("on_behalf_of", named(on_behalf_of) if on_behalf_of else ""),
        address=_fitting("address", origin.address()),
        action=action,
        object_kind=_fitting("object_kind", kind),
        object_id=_fitting("object_id", number),
        object_text=_fitting("object_text", text),
        before=_plain(before),
        after=_plain(after),
        note=_clean(note),
    )


def record_export(
    *, by: User, district: District | None, about: About, file: str, content: str, **more: Any
) -> TrailRecord:
    """A file has left the site: its name, the SHA-256 it is known again by, and what else tells of it."""
    after = {"文件": file, "SHA-256": content} | more
    return record(Action.EXPORT, by=by, district=district, about=about, after=after)


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def differing(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """`before` and `after` for `record`, of only what differs between two; empty where nothing does."""
    names = [name for name in {**before, **after} if before.get(name) != after.get(name)]
    if not names:
        return {}
    kept = ({name: one[name] for name in names if name in one} for one in (before, after))
    return dict(zip(("before", "after"), kept, strict=True))


def named(person: User | str) -> str:
    """Two people may have one name; the user name tells them apart."""
    if isinstance(person, str):
        return person
    username = person.get_username()
    return f"{person.name}（{username}）" if person.name else username


def _nobody() -> str:
    return STRANGER if origin.by_request() else SYSTEM


def _object(about: About | None) -> tuple[str, str, str]:
    if about is None:
        return "", "", ""
    if isinstance(about, Model):
        text = named(about) if isinstance(about, User) else str(about)
        return about._meta.label_lower, str(about.pk), text
    kind, number, text = about
    return kind, str(number), text


def _fitting(field: str, text: str) -> str:
    most = TrailRecord._meta.get_field(field).max_length
    text = _clean(text)
    return text if len(text) <= most else f"{text[: most - 1]}…"


def _clean(text: object) -> str:
    """What every database takes: no NUL, no half of a character."""
    return str(text).replace("\0", "").encode("utf-8", "replace").decode()


def _plain(value: Any) -> Any:
    """JSON that every database gives back as it was put in, so that its hash stays: no fractions."""
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, Mapping):
        return {_clean(name): _plain(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return _clean(value)
