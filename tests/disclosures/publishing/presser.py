"""One who publishes, corrects, withdraws and erases, as a process that may be killed (`press`)."""

import os
import signal
from collections.abc import Callable
from importlib import import_module
from itertools import count

import django

django.setup()


from budget_site.accounts.models import Role, User  # noqa: E402
from disclosures.models import DisclosureDraft, Edition  # noqa: E402
from disclosures.publishing import service  # noqa: E402
from projects.jobs.progress import Progress  # noqa: E402
from projects.jobs.running import run  # noqa: E402
from projects.jobs.submitting import UNFINISHED  # noqa: E402
from projects.jobs.sweeping import _free_expired, _give_up  # noqa: E402
from projects.models import Job  # noqa: E402
from tests.disclosures.publishing.quick import draw_all  # noqa: E402
from tests.projects.jobs.working import leases_run_out  # noqa: E402

State = Edition.State


def press(line, publisher: int, point: str = "", time: int = 0, deed: str = "") -> None:
    """On and on. With a point it does one thing, and kills itself at that call of a function.

    `point` is such as ``after:disclosures.publishing.state.publish``.
    """
    _draw_here()
    user = User.objects.get(pk=publisher)
    if point:
        _die_at(point, time)
        getattr(Presser(user), deed)()
    else:
        _press(user)


def _draw_here() -> None:
    """The real drawing takes longer than what is tried here."""
    Progress.apart_all = draw_all


def _die_at(point: str, time: int) -> None:
    """Have this process killed before or after so many calls of a function, wherever it is called from."""
    when, _, name = point.partition(":")
    path, _, attribute = name.rpartition(".")
    try:
        owner = import_module(path)
    except ModuleNotFoundError:
        module, _, kind = path.rpartition(".")
        owner = getattr(import_module(module), kind)
    real, calls = getattr(owner, attribute), count(1)

    def watched(*arguments, **more):
        last = next(calls) == time
        if last and when == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        answer = real(*arguments, **more)
        if last:
            os.kill(os.getpid(), signal.SIGKILL)
        return answer

    setattr(owner, attribute, watched)


def go_on() -> None:
    """As a worker does after another one died: its lease has run out."""
    leases_run_out()
    _give_up()
    _free_expired()
    for pk in Job.objects.filter(state__in=UNFINISHED, kind=Job.Kind.PUBLISH).values_list("pk", flat=True):
        run(pk)
    service.resume()


class Presser:
    def __init__(self, publisher: User) -> None:
        self.publisher = publisher
        self.draft = DisclosureDraft.objects.select_related("district", "department").get()
        self.second = User.objects.filter(assignments__role=Role.REPLIER).get()
        self.reviewer = User.objects.get(username="王保密")

    @property
    def current(self) -> Edition | None:
        return Edition.objects.filter(state=State.PUBLISHED).first()

    def correct(self) -> None:
        """Something is always different."""
        self.draft.title = f"第{Edition.objects.count() + 1}次的标题"
        self.draft.save()
        said = {"reviewer": self.reviewer, "note": "改了标题。", "at_once": True}
        if self.current:
            service.correct(self.current, self.publisher, **said)
        else:
            service.ask(self.draft, self.publisher, **said)

    def withdraw(self) -> None:
        service.withdraw(self.current, self.publisher, "撤回的原因")

    def erase(self) -> None:
        service.erase(self.current, self.publisher, self.second, "删除的原因")


def _press(publisher: User) -> None:
    presser, parent = Presser(publisher), os.getppid()
    for number in count(Edition.objects.count()):
        if os.getppid() != parent:  # a test that was ended leaves nobody at work
            return
        go_on()
        deeds: list[Callable[[], None]] = [presser.correct, presser.correct, presser.withdraw, presser.erase]
        deed = deeds[number % 4] if presser.current else presser.correct
        deed()
