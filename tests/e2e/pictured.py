"""The office that the pictures are taken in: one morning of 2025, each table where it is wanted."""

import itertools
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

from django.apps import apps
from django.utils import timezone

from budget_site.accounts.models import Assignment, Department, District, Role, User
from disclosures.editing.drafts import begin
from projects import demo
from projects.copying import copy_from_last_year
from projects.drafting.operations import Set
from projects.drafting.saving import save
from projects.models import Deadline, Project, TableVersion
from projects.review.performing import perform
from projects.review.returning import answer
from projects.review.threads import FEEDBACK, INTERNAL, open_thread
from projects.rules.examples import SOUND, changed, set_cells
from projects.tables import ProjectTable
from projects.workflow import Action
from tests.disclosures.publishing.press import give_figures
from tests.people import PASSWORD, make_district, make_framework, make_project
from tests.projects.review.cast import judged

MORNING = datetime(2025, 2, 24, 1, 30, tzinfo=UTC)  # half past nine in the office
YEAR = 2025
DUE = {"drafting": date(2025, 3, 5), "review": date(2025, 3, 14), "reply": date(2025, 3, 21)}
PEOPLE = {
    "drafter": ("chenyutong", "陈雨桐", Role.DRAFTER, "201"),
    "colleague": ("lihetao", "李河桃", Role.DRAFTER, "201"),
    "farmer": ("majianhua", "马建华", Role.DRAFTER, "301"),
    "head": ("zhouguoliang", "周国梁", Role.HEAD, "201"),
    "reviewer": ("wangmin", "王敏", Role.PERFORMANCE_REVIEWER, None),
    "replier": ("zhaojianguo", "赵建国", Role.REPLIER, None),
    "publisher": ("songwei", "宋薇", Role.PUBLISHER, None),
    "signer": ("luojing", "罗静", Role.PUBLISHER, None),
    "administrator": ("dengzhiming", "邓志明", Role.SYSTEM_ADMIN, None),
    "auditor": ("shenli", "沈立", Role.AUDITOR, None),
}


@dataclass
class World:
    district: District
    departments: dict[str, Department]
    people: dict[str, User]
    projects: dict[str, Project] = field(default_factory=dict)

    def version(self, name: str) -> TableVersion:
        return TableVersion.objects.filter(project=self.projects[name]).latest().get()

    def does(self, name: str, action: Action, who: str, **saying) -> None:
        perform(action, self.version(name).pk, self.people[who], key=uuid4(), **saying)

    def says(self, name: str, kind, who: str, row: int, cell: str, text: str) -> None:
        at = self.version(name).indicators.all()[row].id
        open_thread(kind, self.projects[name], self.people[who], (at, cell), text, uuid4())

    def types(self, name: str, who: str, row: int, cell: str, text: str) -> None:
        version = self.version(name)
        one = version.indicators.all()[row]
        typed = [Set(one.id, cell, getattr(one, cell), text)]
        save(version.pk, self.people[who], uuid4(), version.revision, typed)


def stop_the_clock(patch) -> None:
    """It goes on by a thousandth of a second whenever it is looked at, so that the order of things stays."""
    looked, now = itertools.count(), timezone.now

    def stopped() -> datetime:
        return MORNING + timedelta(milliseconds=next(looked))

    patch.setattr(timezone, "now", stopped)
    for model in apps.get_models():
        for one in model._meta.concrete_fields:
            if one.default is now:
                patch.setitem(one.__dict__, "_get_default", stopped)


def make_world() -> World:
    district = make_district("明川区", "mingchuan")
    named = {"201": "明川区教育局", "301": "明川区农业农村局", "401": "明川区卫生健康局"}
    departments = {code: district.departments.create(code=code, name=name) for code, name in named.items()}
    world = World(district, departments, {})
    for key, (username, name, role, code) in PEOPLE.items():
        user = User.objects.create_user(username, password=PASSWORD if key == "drafter" else None, name=name)
        place = {"department": departments[code]} if code else {"district": district}
        Assignment.objects.create(user=user, role=role, **place)
        world.people[key] = user
    make_framework(district, YEAR)
    for step, due in DUE.items():
        Deadline.objects.create(district=district, year=YEAR, step=step, due=due)
    _projects(world)
    return world


def _about(thing: str, code: str) -> ProjectTable:
    """SOUND, of something else."""

    def said(text: str) -> str:
        return text.replace("课桌椅", thing)

    rows = (
        replace(row, **{cell: said(getattr(row, cell)) for cell in ("level3", "description", "basis")})
        for row in SOUND.indicators
    )
    return replace(
        SOUND,
        code=code,
        name=said(SOUND.name),
        purpose=said(SOUND.purpose),
        goals=tuple(replace(goal, text=said(goal.text)) for goal in SOUND.goals),
        indicators=tuple(rows),
    )


def compose(world: World) -> None:
    """The approved table is replied, the year's disclosure composed and ready to be signed."""
    world.does("approved", Action.REPLY, "replier")
    give_figures(world.district, YEAR, world.people["publisher"])
    begin(world.district, None, YEAR, world.people["publisher"])


def _projects(world: World) -> None:
    wrong = changed(
        set_cells("数量指标", value="1200"),
        set_cells("时效指标", value="按规定时间安装"),
        name="普通高中课桌椅更新",
        fiscal="44.6",
    )
    tables = {
        "drafted": (wrong, "201"),
        "empty": (ProjectTable(title=SOUND.title, name="教师培训", plan=SOUND.plan), "201"),
        "reviewed": (_about("储物柜", "13029925P0013"), "201"),
        "returned": (_about("实验桌", "13029925P0014"), "201"),
        "judged": (_about("阅览桌", "13029925P0015"), "201"),
        "approved": (_about("护眼灯", "13029925P0016"), "201"),
        "farm": (demo.tables()[0][0], "301"),
    }
    for name, (table, code) in tables.items():
        world.projects[name] = make_project(world.district, world.departments[code], YEAR, table)
    for name in ("reviewed", "returned", "judged", "approved"):
        world.does(name, Action.SUBMIT, "drafter")
    world.does("approved", Action.APPROVE, "reviewer", judged=judged("excellent"))
    for name in ("reviewed", "returned"):
        world.says(name, FEEDBACK, "reviewer", 0, "value", "更新方案写的是1180套，请核对数量。")
        world.says(name, FEEDBACK, "reviewer", 3, "basis", "询价记录请写明询了几家。")
        world.does(name, Action.RETURN, "reviewer", why="请逐条核对后再送审。")
    world.types("reviewed", "drafter", 3, "basis", "2024年11月政府采购询价记录（3家供应商）")
    answer(world.version("reviewed").pk, 1, "方案附件2是1200套，正文有误。", world.people["drafter"], uuid4())
    world.does("reviewed", Action.SUBMIT, "drafter")
    world.says("reviewed", INTERNAL, "reviewer", 4, "value", "明年看看现状数据有没有变化。")
    last = make_project(world.district, world.departments["201"], YEAR - 1, _about("图书柜", "13029925P0011"))
    copied = copy_from_last_year(
        [last.versions.get()], make_framework(world.district, YEAR), world.people["drafter"]
    )
    world.projects["carried"] = copied.versions[0].project
