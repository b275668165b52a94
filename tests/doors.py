"""Who may open which route: what the walk over every URL goes by. Whoever adds a route says it here."""

from dataclasses import dataclass
from uuid import uuid4

from budget_site.accounts.models import Delegation
from budget_site.accounts.models.people import FINANCE_ROLES
from projects.binning import put_away
from projects.drafting.snapshots import Reason, keep
from projects.models import IncomingFile, Job, Notice, ReplyLetter, TableImport
from projects.review.threads import FEEDBACK, open_thread
from tests.disclosures import doors as disclosing
from tests.offices import Office
from tests.people import make_project
from tests.projects.review.papers import make_letter, make_paper

ANYONE, SIGNED_IN, ADMINISTRATORS = "anyone", "signed in", "those who keep accounts"
READERS, WRITERS, FINANCE = "those whose table it is", "those who write it", "the finance bureau"
SETTERS, KEEPERS = "the finance bureau and who keeps its accounts", "who keeps the district's accounts"
IMPORTERS, IMPORT_SEEN = "drafters and the finance bureau", "those who see an import"
DISTRICT, DRAFTERS = "those who work on tables of the district", "its drafters"
AUDITORS = "those who audit a district"
REPLIERS, FLOW_SETTERS = "who replies the tables", "绩效科 and 预算科"
MARKERS = "those who write it and the finance bureau"
GIVERS = "the giver and who keeps the giver's account"
BINNERS, OWNER = "those who wrote it before it was put away", "the one who started it"
WRONG_ROLES = (WRITERS, DRAFTERS, FINANCE, SETTERS, KEEPERS, IMPORTERS, REPLIERS, FLOW_SETTERS, MARKERS)
WRONG_ROLES += (disclosing.COMPOSERS, disclosing.OWN_COMPOSERS)
WRONG_ROLES += (disclosing.PUBLISHERS, disclosing.OWN_PUBLISHERS)
OK = {200, 204, 302, 400, 409}  # what it does is tested elsewhere; here, that the door opens


@dataclass(frozen=True)
class Route:
    """Who may, how the address is made, and whether it is asked by POST or by a script."""

    who: str
    place: str = ""  # of which thing the address is: table, year, district, job, ...
    post: bool = False
    script: bool = False
    extra: tuple = ()
    fleeting: bool = False  # what it is of may be gone, or not the one's to touch, when the second one comes


ROUTES = {
    "login": Route(ANYONE),
    "logout": Route(ANYONE),
    "sign_in_again": Route(ANYONE),
    "sign_in_code": Route(ANYONE),
    "password_change": Route(SIGNED_IN),
    "second_factor": Route(SIGNED_IN),
    "second_factor_set_up": Route(SIGNED_IN),
    "second_factor_codes": Route(SIGNED_IN, post=True),
    "second_factor_off": Route(SIGNED_IN, post=True),
    "home": Route(SIGNED_IN),
    "people": Route(ADMINISTRATORS),
    "person": Route(ADMINISTRATORS, "person", post=True, fleeting=True),
    "person_hand_over": Route(ADMINISTRATORS, "leaver", fleeting=True),
    "trail": Route(AUDITORS),
    "trail_file": Route(AUDITORS),
    "year": Route(DISTRICT, "year"),
    "year_file": Route(READERS, "year", extra=("html",)),  # the cheapest format
    "bulk": Route(DISTRICT, "year", post=True),
    "many": Route(DISTRICT, "year", post=True),
    "many_told": Route(OWNER, "job of many"),
    "findings": Route(DISTRICT, "year"),
    "findings_file": Route(DISTRICT, "year"),
    "findings_compare": Route(DISTRICT, "year", post=True),
    "rules": Route(SIGNED_IN),
    "handbook": Route(SIGNED_IN),
    "handbook_sign_in": Route(ANYONE),
    "handbook_chapter": Route(SIGNED_IN, extra=("drafter",)),
    "rule_settings": Route(FINANCE, "year"),
    "rule_settings_count": Route(FINANCE, "year", post=True),
    "project_findings": Route(READERS, "table"),
    "draft_findings": Route(WRITERS, "table"),
    "board": Route(DISTRICT, "year"),
    "letters": Route(DISTRICT, "year"),
    "letter_new": Route(REPLIERS, "department"),
    "letter_file": Route(READERS, "letter", extra=("docx",)),
    "review_setup": Route(FLOW_SETTERS, "district"),
    "assessment": Route(READERS, "table"),
    "assessment_file": Route(WRITERS, "table", post=True),
    "assessment_file_get": Route(READERS, "assessment file"),
    "assessment_file_remove": Route(WRITERS, "assessment file", post=True),
    "project_marks": Route(MARKERS, "table", post=True),
    "budget_list": Route(FINANCE, "year"),
    "budget_list_template": Route(FINANCE, "year"),
    "budget_list_upload": Route(FINANCE, "year", post=True),
    "budget_list_confirm": Route(FINANCE, "year", post=True),
    "budget_list_link": Route(FINANCE, "year", post=True),
    "bin": Route(DISTRICT, "year"),
    "carry": Route(DISTRICT, "year"),
    "new_year": Route(SETTERS, "year"),
    "new_year_form": Route(FINANCE, "year", post=True),
    "new_year_deadlines": Route(FINANCE, "year", post=True),
    "department_change": Route(FINANCE, "department"),
    "new_year_template": Route(FINANCE, "year", extra=("departments",)),
    "new_year_list": Route(FINANCE, "year", post=True, extra=("departments",)),
    "new_year_list_confirm": Route(KEEPERS, "year", post=True, extra=("people",)),
    "new_year_slip": Route(KEEPERS, "year"),
    "framework": Route(FINANCE, "framework"),
    "framework_revise": Route(FINANCE, "framework", post=True),
    "framework_preview": Route(FINANCE, "framework", post=True),
    "library": Route(DISTRICT, "district"),
    "library_refresh": Route(FINANCE, "district", post=True),
    "library_mark": Route(FINANCE, "entry", post=True),
    "import_new": Route(IMPORTERS, "year"),
    "import_template": Route(IMPORTERS, "year"),
    "import_undo": Route(IMPORT_SEEN, "import", fleeting=True),
    "incoming": Route(OWNER, "incoming"),
    "incoming_progress": Route(OWNER, "incoming"),
    "incoming_take": Route(OWNER, "incoming", post=True),
    "incoming_drop": Route(OWNER, "incoming", post=True, fleeting=True),
    "incoming_table": Route(OWNER, "incoming", extra=(1,)),
    "project": Route(READERS, "table"),
    "project_file": Route(READERS, "table", extra=("html",)),
    "table_version": Route(READERS, "table", extra=(1,)),
    "table_version_file": Route(READERS, "table", extra=(1, "html")),
    "project_restore": Route(BINNERS, "binned", post=True, fleeting=True),
    "project_new": Route(DRAFTERS, "year"),
    "review": Route(READERS, "table"),
    "timeline": Route(READERS, "table"),
    "step": Route(WRITERS, "table", extra=("submit",)),
    "checklist": Route(READERS, "table"),
    "return_answer": Route(WRITERS, "table", post=True, extra=(1,)),
    "talk": Route(READERS, "table", post=True),
    "talk_more": Route(READERS, "thread", post=True),
    "draft": Route(WRITERS, "table"),
    "draft_save": Route(WRITERS, "table", post=True, script=True),
    "draft_presence": Route(WRITERS, "table", post=True, script=True),
    "draft_suggestions": Route(READERS, "table", script=True),
    "snapshots": Route(READERS, "table"),
    "snapshots_compare": Route(READERS, "table", fleeting=True),
    "snapshot_restore": Route(WRITERS, "table", extra=(1,)),
    "inbox": Route(SIGNED_IN),
    "notices_read": Route(SIGNED_IN, post=True),
    "notice_read": Route(OWNER, "notice", post=True),
    "delegations": Route(SIGNED_IN),
    "delegation_end": Route(GIVERS, "delegation", post=True),
    "mails": Route(SIGNED_IN),
    "sessions": Route(SIGNED_IN),
    "session_end": Route(OWNER, "session", post=True, fleeting=True),
    "sessions_end_others": Route(SIGNED_IN, post=True),
    "jobs": Route(SIGNED_IN),
    "jobs_progress": Route(SIGNED_IN),
    "job": Route(OWNER, "job"),
    "job_progress": Route(OWNER, "job"),
    "job_file": Route(OWNER, "job with a file", fleeting=True),
    "job_cancel": Route(OWNER, "job", post=True),
    "job_remove": Route(OWNER, "job", post=True),
    "public_home": Route(ANYONE),
    "public_search": Route(ANYONE),
    "public": Route(ANYONE, extra=("robots.txt",), fleeting=True),  # where anything was published
    **disclosing.routes(Route),
}
MARKER = "义务教育学校取暖"


def arguments(office: Office, place: str) -> list:
    """What the address of a thing is made of; the thing is made where the office lacks it."""
    owner = office.people["drafter here"]
    match place:
        case "":
            return []
        case "person":
            return [office.people["drafter here"].pk, "unlock"]
        case "leaver":
            return [office.people["drafter here"].pk]
        case "notice":
            told = {"kind": Notice.Kind.DONE, "text": MARKER, "district": office.district, "year": 2025}
            return [Notice.objects.create(**told, person=owner, page="/").pk]
        case "session":
            return [owner.signed_in.create(key=uuid4().hex, address="10.0.0.1", device=MARKER).pk]
        case "delegation":
            days = {"first": "2026-01-01", "last": "2026-01-02", "made_by": owner}
            return [Delegation.objects.create(giver=owner, holder=office.people["stranger"], **days).pk]
        case "district":
            return [office.district.code]
        case "year":
            return [office.district.code, 2025]
        case "table":
            keep(office.document.versions.get(), owner, Reason.REQUESTED)
            return [office.document.pk]
        case "thread":
            said = open_thread(FEEDBACK, office.document, owner, (None, ""), MARKER, uuid4())
            return [office.document.pk, "feedback", said.pk]
        case "binned":
            project = make_project(office.district, office.document.department)
            put_away(project, owner)
            return [project.pk]
        case "framework":
            return [office.document.versions.get().framework_id]
        case "department":
            return [office.district.code, 2025, office.document.department_id]
        case "letter":
            there = ReplyLetter.objects.first()
            return [(there or make_letter(office.document, owner)).pk]
        case "assessment file":
            return [office.document.pk, make_paper(office.document, owner).pk]
        case "entry":
            entry = office.district.library.create(
                class_label="数量", name="甲", name_key="甲", source="example"
            )
            return [entry.pk]
        case "disclosure" | "own disclosure" | "edition" | "own edition" | "registered" | "own registered":
            return disclosing.address(office, place)
        case "import":
            made = {"filename": MARKER, "file_hash": "0" * 64, "content_hash": "0" * 64, "imported_by": owner}
            place = {"district": office.district, "department": office.document.department, "year": 2025}
            return [TableImport.objects.create(**made, **place).pk]
        case "incoming":
            return [IncomingFile.objects.create(district=office.district, year=2025, owner=owner).pk]
        case "job of many":
            asked = {"district": office.district.code, "year": 2025, "step": "submit", "key": str(uuid4())}
            made = {"kind": Job.Kind.MANY, "state": "done", "title": MARKER}
            asked |= {"tables": [], "query": ""}
            return [Job.objects.create(owner=owner, parameters=asked, **made).pk]
        case _:
            file = {"result": "jobs/there-is-none"} if place == "job with a file" else {}
            return [
                Job.objects.create(kind=Job.Kind.EXPORT, owner=owner, state="done", title=MARKER, **file).pk
            ]


def allowed(office: Office, route: Route) -> set[str]:
    signed_in = {who for who in office.people if who not in ("nobody", "closed")}
    return {
        ANYONE: set(office.people),
        SIGNED_IN: signed_in,
        ADMINISTRATORS: office.administrators,
        AUDITORS: office.auditors,
        REPLIERS: {"replier here", "replier of the district"},
        FLOW_SETTERS: {"performance_reviewer of the district", "replier of the district"},
        MARKERS: office.may_write | office.finance | {f"{role} here" for role in FINANCE_ROLES},
        READERS: office.may_see,
        DISTRICT: office.in_district,
        IMPORTERS: office.drafters | office.finance,
        IMPORT_SEEN: office.may_see,
        KEEPERS: {"system_admin of the district"},
        SETTERS: office.finance | {"system_admin of the district"},
        DRAFTERS: office.drafters,
        WRITERS: office.may_write,
        BINNERS: office.may_see,
        FINANCE: office.finance,
        OWNER: {"drafter here"},
        GIVERS: {"drafter here", "system_admin of the district"},
        **disclosing.allowed(office),
    }[route.who]


def expected(office: Office, route: Route, who: str, url: str) -> set[int]:
    if who in allowed(office, route):
        return OK | ({403, 404} if route.fleeting else set())
    if route.who == ANYONE:
        return OK
    if who in ("nobody", "closed"):
        return {401} if route.script else {302}  # to the sign-in
    if route.who in (ADMINISTRATORS, AUDITORS):
        return {403, 404}
    near = office.may_see if route.place in ("table", "assessment file") else office.in_district
    near = near | ({"system_admin of the district"} if "/setup/" in url else set())
    wrong_role = who in near and route.who in WRONG_ROLES
    return {403} if wrong_role else {404}
