"""Writing the sections of a draft: their text, their order, which are shown, and free ones."""

from datetime import datetime
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from budget_site.accounts.models import User
from disclosures.editing.drafts import locked, write
from disclosures.editing.refused import EditMoved, EditRefused, seen
from disclosures.models import DisclosureDraft
from projects.days import moment
from projects.tables import typed

FREE = "free-"
MOST = 40  # sections of a disclosure
LONGEST_TITLE, LONGEST_TEXT = 100, 20_000
STEPS = {
    **{"up": "上移", "down": "下移", "show": "显示", "hide": "不显示"},
    **{"delete": "删除", "restore": "撤销删除"},
}

Kept = dict[str, Any]  # {key, title, text, shown}; once it was written also {by, at}


def section_of(draft: DisclosureDraft, key: str) -> Kept | None:
    return next((one for one in draft.sections if one["key"] == key), None)


@transaction.atomic
def write_section(
    draft: DisclosureDraft, key: str, *, title: str, text: str, was: str, user: User
) -> DisclosureDraft:
    """Title and text of one section, on top of what the page showed of it (`was`, by `seen`).

    EditMoved, with the section as it is, where somebody else wrote it since; EditRefused where it is gone.
    """
    draft = locked(draft)
    section = section_of(draft, key)
    if section is None:
        raise EditRefused("这一节已被删除。您写的内容还在本页；可以先在章节页撤销删除，再回到这里保存。")
    title, text = typed(title), typed(text)
    if (section["title"], section["text"]) == (title, text):
        return draft
    if was != seen([section["title"], section["text"]]):
        who = writer(section, user)
        raise EditMoved(f"您打开本页以后，{who}改过这一节。两份文字都在下面，请核对后再保存。", section)
    _refuse_long(title, text)
    section |= {"title": title, "text": text, "by": user.pk, "at": timezone.now().isoformat()}
    return write(draft, user, f"修改章节：{title}")


def writer(section: Kept, user: User) -> str:
    """Who wrote a section last, and when, as `user` is told of it."""
    by = User.objects.filter(pk=section.get("by")).first()
    if by is None:
        return "有人"
    at = timezone.localtime(datetime.fromisoformat(section["at"]))
    return f"{'您自己在别的页面' if by == user else by}（{moment(at)}）"


@transaction.atomic
def arrange(draft: DisclosureDraft, key: str, step: str, revision: int, user: User) -> DisclosureDraft:
    """Move, show, hide, delete or bring back one section of the list that was shown at `revision`."""
    draft = locked(draft)
    gone = [one for one in draft.deleted if step == "restore" and one["key"] == key]
    section = gone[0] if gone else section_of(draft, key)
    if step not in STEPS or section is None or draft.revision != revision:
        raise _moved(draft, user)
    if gone:
        _bring_back(draft, section)
        return write(draft, user, f"{STEPS[step]}章节：{section['title']}")
    sections = draft.sections
    at = sections.index(section)
    match step:
        case "up" | "down":
            to = at - 1 if step == "up" else at + 1
            if not 0 <= to < len(sections):
                return draft
            sections[at], sections[to] = sections[to], sections[at]
        case "show" | "hide":
            section["shown"] = step == "show"
        case "delete":
            if not key.startswith(FREE):
                raise EditRefused(f"“{section['title']}”是规定的章节，不能删除；不需要时可以不显示。")
            sections.remove(section)
            draft.deleted = [*draft.deleted, section | {"place": at}][-MOST:]
    return write(draft, user, f"{STEPS[step]}章节：{section['title']}")


def _bring_back(draft: DisclosureDraft, section: Kept) -> None:
    """Where it stood."""
    _refuse_many(draft)
    draft.deleted = [one for one in draft.deleted if one != section]
    place = section.pop("place")
    draft.sections.insert(place, section)


@transaction.atomic
def add_section(draft: DisclosureDraft, title: str, revision: int, user: User) -> str:
    """A free section at the end, before the tables where they stand last; its key."""
    draft, title = locked(draft), typed(title)
    if draft.revision != revision:
        raise _moved(draft, user)
    _refuse_many(draft)
    _refuse_long(title, "")
    key = FREE + uuid4().hex[:12]
    last = len(draft.sections)
    if draft.sections and draft.sections[-1]["key"] == "tables":
        last -= 1
    draft.sections.insert(last, {"key": key, "title": title, "text": "", "shown": True})
    write(draft, user, f"新增章节：{title}")
    return key


@transaction.atomic
def retitle(draft: DisclosureDraft, title: str, was: str, user: User) -> DisclosureDraft:
    """The title of the whole, on top of the one that was shown."""
    draft, title = locked(draft), typed(title)
    if draft.title == title:
        return draft
    if draft.title != was:
        raise EditMoved(f"您打开本页以后，标题已改成“{draft.title}”，请核对后再改。", draft.title)
    if not title or len(title) > 200:
        raise EditRefused("标题请写1到200字。")
    draft.title = title
    return write(draft, user, "修改标题")


def _moved(draft: DisclosureDraft, user: User) -> EditMoved:
    who = "您在别的页面" if draft.changed_by == user else str(draft.changed_by)
    return EditMoved(f"{who}刚刚改过公开稿，列表已更新；请看清后再操作。", draft)


def _refuse_many(draft: DisclosureDraft) -> None:
    if len(draft.sections) >= MOST:
        raise EditRefused(f"一份公开说明最多{MOST}节，请先合并或删除一些。")


def _refuse_long(title: str, text: str) -> None:
    if not title or len(title) > LONGEST_TITLE or "\n" in title:
        raise EditRefused(f"章节标题请写在一行里，1到{LONGEST_TITLE}字。")
    if len(text) > LONGEST_TEXT:
        raise EditRefused(f"一节请不要超过{LONGEST_TEXT}字，现有{len(text)}字。")
