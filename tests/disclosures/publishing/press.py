"""A bureau that is ready to publish: replied tables, a draft, 公开岗, and the public tree to look at."""

import shutil
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

from django.conf import settings

from budget_site.accounts.models import Department, District, Role, User
from disclosures.document import to_bytes
from disclosures.figures import as_json
from disclosures.models import DisclosureDraft, Edition, YearFigures
from disclosures.publishing import manifest, service, storing, tree
from disclosures.publishing.gathering import gather
from projects.jobs.running import run
from projects.jobs.sweeping import sweep
from projects.models import Job, Project, Status, TableVersion
from projects.review.freezing import freeze
from projects.review.performing import perform
from projects.rules.examples import SOUND
from projects.workflow import Action
from tests.disclosures.given import figures
from tests.disclosures.public.laying import files
from tests.people import make_project, make_user
from tests.projects.review.cast import Cast, judged, make_cast

REVIEWER = "王保密"  # the user name of who signs


@dataclass
class Press:
    cast: Cast
    publisher: User  # 公开岗 of the district
    reviewer: User  # another 公开岗, who does 保密审查
    draft: DisclosureDraft
    keys: dict[str, object] = field(default_factory=dict)

    @property
    def district(self) -> District:
        return self.cast.district

    def publish(self, **said) -> Edition:
        """Where nothing is in force; `note` where something was."""
        return service.ask(self.draft, self.publisher, **{"reviewer": self.reviewer, "at_once": True} | said)

    def correct(self, edition: Edition, note: str = "更正了标题。", **said) -> Edition:
        said = {"reviewer": self.reviewer, "at_once": True, "note": note} | said
        return service.correct(edition, self.publisher, **said)

    def retitle(self, title: str) -> None:
        self.draft.title = title
        self.draft.save()

    def replied(self, table=SOUND, department: Department | None = None) -> TableVersion:
        """One more project, taken all the way."""
        department = department or self.cast.department
        project = make_project(self.district, department, table=table)
        return reply(self.cast, project)

    def replied_of(self, department: Department, table) -> TableVersion:
        """One more project of another department, replied."""
        version = make_project(self.district, department, table=table).versions.get()
        reply_at_once(version, self.cast)
        return version

    def another_year(self, year: int) -> DisclosureDraft:
        """A draft of another year of the same chain, with one replied table."""
        project = make_project(self.district, self.cast.department, year=year, table=SOUND)
        version = project.versions.get()
        reply_at_once(version, self.cast)
        give_figures(self.district, year, self.publisher)
        return DisclosureDraft.objects.create(district=self.district, year=year, changed_by=self.publisher)

    @property
    def data_hash(self) -> str:
        self.draft.refresh_from_db()
        return manifest.digest(to_bytes(gather(self.draft)))


def reply(cast: Cast, project: Project) -> TableVersion:
    pk = project.versions.get().pk
    perform(Action.SUBMIT, pk, cast.drafter, key=uuid4())
    perform(Action.APPROVE, pk, cast.reviewer, key=uuid4(), judged=judged("excellent"))
    perform(Action.REPLY, pk, cast.replier, key=uuid4())
    return TableVersion.objects.get(pk=pk)


def reply_at_once(version: TableVersion, cast: Cast) -> None:
    """Without its way there: the rules of another year would find fault with the same words."""
    freeze(version, cast.drafter)
    TableVersion.objects.filter(pk=version.pk).update(
        status=Status.REPLIED, frozen=version.frozen, frozen_hash=version.frozen_hash
    )


def give_figures(district: District, year: int, user: User, **amounts: str) -> None:
    """Every figure of a year, so that its sentences have no gap; `amounts` typed over them."""
    kept = {"figures": as_json(figures(**amounts)), "changed_by": user, "revision": 1}
    YearFigures.objects.update_or_create(district=district, year=year, defaults=kept)


def make_press(district: District, department: Department) -> Press:
    """With one replied table, in which nobody had a hand; the folders of another test are not there."""
    for folder in (tree.root(), storing.root()):
        shutil.rmtree(folder, ignore_errors=True)
    cast = make_cast(district, department)
    reply_at_once(cast.version, cast)
    publisher = make_user("公开", Role.PUBLISHER, district=district)
    reviewer = make_user(REVIEWER, Role.PUBLISHER, district=district)
    give_figures(district, 2025, publisher)
    draft = DisclosureDraft.objects.create(district=district, year=2025, changed_by=publisher)
    return Press(cast, publisher, reviewer, draft)


def work() -> None:
    """What workers do: the sweep, what it wakes, and the sweep again."""
    sweep()
    for pk in Job.objects.filter(kind="publish", state=Job.State.WAITING).values_list("pk", flat=True):
        run(pk)
    sweep()


def public_files() -> dict[str, bytes]:
    """Everything that lies in the public tree but the lock, by path; links are not followed."""
    root = Path(settings.PUBLIC_ROOT)
    found = (path for path in root.rglob("*") if path.is_file() and not path.is_symlink())
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in found if path.name != ".lock"}


def read_now() -> dict[str, bytes]:
    """What a reader finds: the pages that the generation leads to, and the files of editions."""
    frozen = {path: content for path, content in public_files().items() if path.startswith("e/")}
    return files(tree.root() / "g" / tree.current()) | frozen
