"""How a district reviews: which steps there are, and from which 预算数 a new project needs an assessment."""

from decimal import Decimal

from django.db import transaction

from budget_site.accounts.models import District, Role, User
from budget_site.trail.recording import Action, differing, record
from projects.models import ReviewSetup, TableVersion
from projects.values import plain
from projects.workflow import OPTIONAL_STEPS

SETTERS = frozenset({Role.PERFORMANCE_REVIEWER, Role.REPLIER})
_FIELDS = (*OPTIONAL_STEPS.values(), "major_amount")


class SetupRefused(Exception):
    """Nothing was changed; the sentence says why and what to do."""


def may_set(user: User, district: District) -> bool:
    """绩效科 and 预算科 of the whole district."""
    return bool(user.roles_in(district) & SETTERS)


@transaction.atomic
def change_setup(
    district: District, user: User, *, unit_review: bool, business_review: bool, major_amount: Decimal | None
) -> bool:
    """Whether anything changed. SetupRefused where a step is to go in which tables are waiting."""
    District.objects.select_for_update(no_key=True).get(pk=district.pk)  # two at once: one after the other
    setup = ReviewSetup.objects.filter(district=district).first() or ReviewSetup(district=district)
    before = told(setup)
    asked = {"unit_review": unit_review, "business_review": business_review, "major_amount": major_amount}
    for step, field in OPTIONAL_STEPS.items():
        if getattr(setup, field) and not asked[field]:
            _refuse_waiting(district, step)
    for field in _FIELDS:
        setattr(setup, field, asked[field])
    difference = differing(before, told(setup))
    if not difference:
        return False
    setup.save()
    about = ("projects.reviewsetup", setup.pk, "审核流程")
    record(Action.SETTING, by=user, district=district, about=about, **difference)
    return True


def _refuse_waiting(district: District, step) -> None:
    """Who is asked to review what is there should not find the step gone."""
    waiting = TableVersion.objects.filter(project__district=district, project__binned_at=None, status=step)
    if count := waiting.count():
        raise SetupRefused(
            f"还有 {count} 张表在“{step.label}”，不能取消这一步；请先审核或退回这些表，再来取消。"
        )


def in_words(setup: ReviewSetup | None) -> str:
    """The way of a table to its reply, and what is asked of a new and major project, in two sentences."""
    asked = [step for step, field in OPTIONAL_STEPS.items() if setup and getattr(setup, field)]
    steps = ["送审", *(step.label.removeprefix("待") for step in asked), "绩效审核", "批复"]
    least = setup.major_amount if setup else None
    new = f"新增项目达到 {plain(least)} 万元的须先评估。" if least is not None else "没有设置重大项目起点。"
    return f"{'→'.join(steps)}。{new}"


def told(setup: ReviewSetup) -> dict[str, str]:
    """The settings by the names people know them under."""
    steps = {
        step.label: "需要" if getattr(setup, field) else "不需要" for step, field in OPTIONAL_STEPS.items()
    }
    least = setup.major_amount
    return steps | {"重大项目起点": "未设置" if least is None else f"{plain(least)} 万元"}
