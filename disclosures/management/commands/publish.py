"""A publisher's disclosure of a year, made public by somebody who may."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from uuid import UUID, uuid4

from django.utils import timezone

from budget_site.accounts.models import Department, District, User
from disclosures.editing.drafts import begin
from disclosures.models import DisclosureDraft, Edition
from disclosures.publishing import service
from disclosures.publishing.refused import NotPublished
from disclosures.publishing.rights import NOT_PUBLISHER, may_publish
from projects.management.base import (
    OfficeCommand,
    add_place,
    find_department,
    find_district,
    find_user,
    refuse,
)


class Command(OfficeCommand):
    help = "公开某区划（或部门）某年度的预算公开说明；这一年度公开过的，用 --note 写更正说明。"

    def add_arguments(self, parser) -> None:
        add_place(parser)
        parser.add_argument("--department", metavar="部门", help="部门的名称或代码；不填为全区划")
        parser.add_argument("--reviewer", required=True, metavar="用户名", help="办理保密审查的另一位公开岗")
        parser.add_argument("--user", required=True, metavar="用户名", help="办理公开的公开岗")
        parser.add_argument("--note", default="", metavar="文字", help="更正说明，会公开")
        parser.add_argument("--at", metavar="时间", help="定时公开，例如 2025-03-01T09:00（北京时间）")

    def handle(self, *, district, year, department, reviewer, user, note, at, **options) -> None:
        place = find_district(district)
        whose = find_department(place, department, year) if department else None
        person, key = find_user(user), uuid4()
        try:
            edition = publish(person, place, whose, year, find_user(reviewer), note, _moment(at), key)
        except NotPublished as refused:
            raise refuse("没有公开：\n" + "\n".join(refused.reasons)) from refused
        except KeyboardInterrupt:
            with _not_again():
                self.tell(_given_up(key, person))
            raise
        self.answer(
            {
                "edition": edition.pk,
                "state": edition.state,
                "number": edition.number,
                "data": edition.data_hash,
                "manifest": edition.manifest_hash,
            }
        )
        self.tell(f"{edition}：{edition.get_state_display()}。")


def publish(
    user: User,
    place: District,
    department: Department | None,
    year: int,
    reviewer: User,
    note: str,
    when: datetime | None,
    key: UUID,
) -> Edition:
    if not may_publish(user, place, department):
        raise NotPublished([NOT_PUBLISHER])
    here = {"district": place, "department": department, "year": year}
    draft = DisclosureDraft.objects.visible_to(user).filter(**here).first()
    draft = draft or begin(place, department, year, user)
    said = {"reviewer": reviewer, "note": note, "when": when, "key": key, "at_once": True}
    editions = Edition.objects.visible_to(user).filter(**here)
    current = editions.filter(state=Edition.State.PUBLISHED).first()
    if current and note:
        return service.correct(current, user, **said)
    return service.ask(draft, user, **said)


@contextmanager
def _not_again() -> Iterator[None]:
    """A second Ctrl+C would undo what the first one asked for."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _given_up(key: UUID, user: User) -> str:
    """Who interrupts does not want it published, by the worker neither; what became of it, in words."""
    edition = Edition.objects.visible_to(user).filter(token=service.token_of(key, user)).first()
    if edition is None:
        return "还没有开始办理，没有公开。"
    try:
        service.cancel(edition, user)
    except NotPublished as late:
        return "\n".join(late.reasons)
    return f"{edition}已取消，没有公开。"


def _moment(text: str | None) -> datetime | None:
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise refuse(f"时间“{text}”写得不对，请写成 2025-03-01T09:00 这样。") from error
    return moment if timezone.is_aware(moment) else timezone.make_aware(moment)
