"""Writing a year's figures."""

from dataclasses import replace

from django.db import transaction

from budget_site.accounts.models import District, User
from budget_site.trail.recording import Action, differing, record
from disclosures.editing.refused import EditMoved
from disclosures.figures import BY_KEY, THREE, Figures, as_json, from_json
from disclosures.models import DisclosureDraft, YearFigures
from disclosures.publishing.gathering import drawn

LAST = tuple((key, f"{key}_last") for key in THREE)  # this year's field of last year, and where it goes


def figures_of(district: District, year: int) -> Figures:
    """As they are now; empty where nobody wrote any."""
    kept = YearFigures.objects.filter(district=district, year=year).first()
    return from_json(kept.figures) if kept else Figures()


def figures_for(draft: DisclosureDraft) -> Figures:
    """What the draft's sentences draw from; a department's disclosure has no figures of its own."""
    return drawn(draft)


@transaction.atomic
def save_figures(district: District, year: int, said: Figures, revision: int, user: User) -> YearFigures:
    """Write all of them on top of `revision` (0 where none were). The same a second time changes nothing.

    EditMoved, with the row as it is, where somebody else wrote since.
    """
    kept = _locked(district, year, user)
    if as_json(said) == as_json(from_json(kept.figures)):
        return kept
    if kept.revision != revision:
        who = "您自己在别的页面" if kept.changed_by == user else str(kept.changed_by)
        raise EditMoved(f"您打开本页以后，{who}也改过数据，两边都改了的已在下面标出，请核对后再保存。", kept)
    return _write(kept, said, user)


@transaction.atomic
def take_last(district: District, year: int, user: User) -> list[str]:
    """Last year's figures of 三公 where the column 上年 is still empty; which, by their labels."""
    kept, last = _locked(district, year, user), figures_of(district, year - 1)
    now = from_json(kept.figures)
    found = {to: last.amounts[key] for key, to in LAST if key in last.amounts and to not in now.amounts}
    if found:
        _write(kept, replace(now, amounts=dict(now.amounts) | found), user)
    return [BY_KEY[key].label for key in found]


def _locked(district: District, year: int, user: User) -> YearFigures:
    place = {"district": district, "year": year}
    YearFigures.objects.get_or_create(**place, defaults={"changed_by": user})
    return YearFigures.objects.select_for_update().get(**place)  # nothing joined: see drafts.locked


def _write(kept: YearFigures, said: Figures, user: User) -> YearFigures:
    before = from_json(kept.figures)
    kept.figures, kept.changed_by, kept.revision = as_json(said), user, kept.revision + 1
    kept.save()
    about = (
        "disclosures.yearfigures",
        f"{kept.district.code}/{kept.year}",
        f"{kept.district}{kept.year}年区级数据",
    )
    changed = differing(_by_label(before), _by_label(said))
    record(Action.PUBLICATION, by=user, district=kept.district, about=about, note="修改区级数据", **changed)
    return kept


def _by_label(figures: Figures) -> dict[str, str]:
    amounts = {BY_KEY[key].label: one.raw for key, one in figures.amounts.items()}
    return amounts | {BY_KEY[key].label: text for key, text in figures.texts.items()}
