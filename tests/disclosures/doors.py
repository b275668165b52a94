"""The routes of a disclosure's pages, for `tests.doors`: each for the district and for a department of it."""

from collections.abc import Callable

from budget_site.accounts.models.people import FINANCE_ROLES
from disclosures.editing.drafts import begin
from disclosures.models import Edition, RegisterEntry

COMPOSERS, PUBLISHERS = "who composes the district's disclosure", "公开岗 of the district"
OWN_COMPOSERS, OWN_PUBLISHERS = "who composes the department's disclosure", "公开岗 of the department"
POSTED = {"begin", "sections_title", "section_step", "check_exception", "edition_cancel"}
PUBLISHED = {"publish", "edition_cancel", "edition_withdraw", "edition_erase"}
OF_EDITIONS = {"edition", "edition_progress", "edition_cancel", "edition_withdraw", "edition_erase"}
MORE = {
    "section": ("tables",),
    "section_step": ("tables",),
    "preview_file": ("docx",),
    "preview_page": ("index.html",),
}
PAGES = (
    *("overview", "begin", "sections", "sections_title", "section", "section_step", "choice", "checks"),
    *(
        "note",
        "check_exception",
        "preview",
        "preview_file",
        "preview_page",
        "sign_off",
        "publish",
        "register",
    ),
    "register_entry",
    *("edition", "edition_progress", "edition_cancel", "edition_withdraw", "edition_erase"),
)


def routes(route: Callable) -> dict:
    """By name; `route` makes one."""
    made = {
        "disclosure_figures": route(COMPOSERS, "disclosure"),
        "disclosure_figures_last": route(COMPOSERS, "disclosure", post=True),
        "disclosure_clock": route(COMPOSERS, "disclosure"),
        "disclosure_sectors": route(COMPOSERS, "disclosure"),
    }
    for name in PAGES:
        what = (
            "edition" if name in OF_EDITIONS else "registered" if name == "register_entry" else "disclosure"
        )
        more = {"post": name in POSTED, "extra": MORE.get(name, ())}
        who = (PUBLISHERS, OWN_PUBLISHERS) if name in PUBLISHED else (COMPOSERS, OWN_COMPOSERS)
        made[f"disclosure_{name}"] = route(who[0], what, **more)
        made[f"department_disclosure_{name}"] = route(who[1], f"own {what}", **more)
    return made


def address(office, place: str) -> list:
    """With a draft, and an edition or an entry of the register where it is of one."""
    whose = office.document.department if place.startswith("own ") else None
    composer = office.people["publisher of the district"]
    begin(office.district, whose, 2025, composer)
    made = [office.district.code, 2025, *([whose.code] if whose else [])]
    if place.endswith("edition"):
        kept = {"district": office.district, "department": whose, "year": 2025, "chain": "甲"}
        made.append(Edition.objects.create(**kept, data_hash="0" * 64, asked_by=composer).pk)
    if place.endswith("registered"):
        kept = {"district": office.district, "department": whose, "year": 2025}
        made.append(RegisterEntry.objects.create(**kept, reason="涉密", entered_by=composer).pk)
    return made


def allowed(office) -> dict[str, set[str]]:
    composers, publisher = office.finance | {"publisher of the district"}, {"publisher of the district"}
    here = {f"{role} here" for role in FINANCE_ROLES}
    return {
        COMPOSERS: composers,
        PUBLISHERS: publisher,
        OWN_COMPOSERS: composers | here | {"publisher here"},
        OWN_PUBLISHERS: publisher | {"publisher here"},
    }
