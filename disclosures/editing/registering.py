"""公开登记, whose changes the trail keeps; and the sector of each department."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from budget_site.accounts.models import Department, District, User
from budget_site.trail.recording import Action, differing, record
from disclosures.editing.refused import EditMoved, EditRefused, seen
from disclosures.models import DepartmentSector, RegisterEntry
from projects.tables import typed


@transaction.atomic
def enter(
    district: District, department: Department | None, year: int, said: Mapping[str, Any], user: User
) -> tuple[RegisterEntry, bool]:
    """One entry: where and when it was published, or why not; and whether it is new. Not twice the same."""
    District.objects.select_for_update(no_key=True).get(pk=district.pk)
    _refuse(said)
    place = {"district": district, "department": department, "year": year}
    entry, new = RegisterEntry.objects.get_or_create(**place, **said, defaults={"entered_by": user})
    if new:
        record(Action.PUBLICATION, by=user, district=district, about=_about(entry), after=_told(entry))
    return entry, new


@transaction.atomic
def change(entry: RegisterEntry, said: Mapping[str, Any], was: str, user: User) -> RegisterEntry:
    """Put an entry right, on top of what the page showed of it (`entry_seen`). The trail keeps both."""
    beside = ("district", "department", "edition")
    rows = RegisterEntry.objects.select_for_update(of=("self",)).select_related(*beside)
    entry, before = (now := rows.get(pk=entry.pk)), _told(now)
    _refuse(said)
    if was != entry_seen(entry):
        raise EditMoved("您打开本页以后，这一条已经改过。下面是您填的，请核对后再保存。", entry)
    for name, value in said.items():
        setattr(entry, name, value)
    if changed := differing(before, _told(entry)):
        entry.save()
        about = _about(entry)
        record(
            Action.PUBLICATION, by=user, district=entry.district, about=about, note="修改公开登记", **changed
        )
    return entry


def entry_seen(entry: RegisterEntry) -> str:
    return seen([entry.pk, *(str(one) for one in _told(entry).values())])


def _refuse(said: Mapping[str, Any]) -> None:
    if bool(said["place"]) == bool(said["reason"]):
        raise EditRefused("请填写公开平台和日期；没有公开的，只写不公开的原因。")
    if said["reason"] and (said["address"] or said["on"] or said["edition"]):
        raise EditRefused("没有公开的只写不公开的原因，请清空公开版本、网址和公开日期。")
    if said["place"] and not said["on"]:
        raise EditRefused("请填写公开日期。")
    if said["on"] and said["on"] > timezone.localdate():
        raise EditRefused("公开日期还没有到，请在公开以后登记。")


def _about(entry: RegisterEntry) -> tuple[str, int, str]:
    name = f"{entry.district}{entry.department or ''}{entry.year}年公开登记"
    return entry._meta.label_lower, entry.pk, name


def _told(entry: RegisterEntry) -> dict[str, Any]:
    edition = f"第{entry.edition.number}版" if entry.edition else ""
    said = {"公开版本": edition, "公开平台": entry.place, "网址": entry.address}
    return said | {"公开日期": entry.on and entry.on.isoformat(), "原因": entry.reason}


def sectors_of(district: District) -> dict[int, str]:
    kept = DepartmentSector.objects.filter(department__district=district)
    return dict(kept.order_by("department_id").values_list("department_id", "name"))


def as_seen(sectors: Mapping[int, str]) -> str:
    return seen(sorted(sectors.items()))


@transaction.atomic
def set_sectors(district: District, said: Mapping[Department, str], was: str, user: User) -> int:
    """The sector of each of these departments; an empty one has none. How many were changed."""
    District.objects.select_for_update(no_key=True).get(pk=district.pk)
    sectors = sectors_of(district)
    wanted = {one: " ".join(typed(name).split()) for one, name in said.items()}
    changed = {one: name for one, name in wanted.items() if sectors.get(one.pk, "") != name}
    if changed and as_seen(sectors) != was:
        raise EditMoved("您打开本页以后，有人改过部门领域。不同的地方请核对后再保存。", sectors)
    for one, name in changed.items():
        if name:
            DepartmentSector.objects.update_or_create(department=one, defaults={"name": name})
        else:
            DepartmentSector.objects.filter(department=one).delete()
    if changed:
        about = ("disclosures.departmentsector", district.code, f"{district}部门领域")
        before = {str(one): sectors.get(one.pk, "") for one in changed}
        difference = differing(before, {str(one): name for one, name in changed.items()})
        record(Action.SETTING, by=user, district=district, about=about, **difference)
    return len(changed)
