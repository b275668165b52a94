"""Which section of the handbook 帮助 opens on which page, by the name of its route.

A section id may stand in several chapters: a person is led to the one of the own role.
"""

SECTIONS = {
    "year": "day",
    "bulk": "day",
    "home": "day",
    "project_new": "begin",
    "carry": "carry",
    "project": "states",
    "table_version": "states",
    "draft": "write",
    "project_findings": "findings",
    "snapshots": "versions",
    "snapshots_compare": "versions",
    "snapshot_restore": "versions",
    "bin": "bin",
    "step": "submit",
    "checklist": "returned",
    "review": "review",
    "talk": "review",
    "talk_more": "review",
    "timeline": "states",
    "assessment": "assessment",
    "many": "many",
    "many_told": "many",
    "import_new": "import",
    "import_undo": "import",
    "incoming": "import",
    "incoming_table": "import",
    "findings": "rules",
    "findings_compare": "rules",
    "rules": "rules",
    "rule_settings": "rules",
    "board": "board",
    "budget_list": "budget-list",
    "budget_list_upload": "budget-list",
    "budget_list_confirm": "budget-list",
    "letters": "letters",
    "letter_new": "letters",
    "new_year": "setup",
    "new_year_list": "setup",
    "new_year_list_confirm": "accounts",
    "new_year_slip": "accounts",
    "framework": "setup",
    "framework_revise": "setup",
    "department_change": "setup",
    "review_setup": "setup",
    "library": "library",
    "library_mark": "library",
    "inbox": "inbox",
    "delegations": "delegate",
    "mails": "mails",
    "jobs": "jobs",
    "job": "jobs",
    "people": "accounts",
    "person": "accounts",
    "person_hand_over": "hand-over",
    "trail": "trail",
    "login": "first",
    "password_change": "password",
}
# The disclosure's pages, of a district and of a department: their route is disclosure_<name>.
DISCLOSURE_SECTIONS = {
    "overview": "compose",
    "figures": "figures",
    "sections": "sections",
    "section": "sections",
    "choice": "compose",
    "sectors": "compose",
    "checks": "checks",
    "preview": "checks",
    "sign_off": "sign-off",
    "note": "correct",
    "publish": "publish",
    "edition": "publish",
    "edition_withdraw": "withdraw",
    "edition_erase": "withdraw",
    "register": "register",
    "register_entry": "register",
    "clock": "register",
}


def section_of(route: str) -> str:
    """The id of the section about the pages of this route; nothing where the handbook's front page is it."""
    for before in ("department_disclosure_", "disclosure_"):
        if route.startswith(before):
            return DISCLOSURE_SECTIONS.get(route.removeprefix(before), "compose")
    return SECTIONS.get(route, "")
