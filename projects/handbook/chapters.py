"""The chapters of the handbook, in which order somebody sees them, and which section a page leads to.

A chapter's text is the template `handbook/<slug>.html`; its sections are the headings with ids in it.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from django.template.loader import get_template
from django.urls import reverse

from budget_site.accounts.models import Role

PUBLIC = "sign-in"  # the one chapter that is read before one signs in
_HEADING = re.compile(r'<h2 id="([\w-]+)">(.+?)</h2>')


@dataclass(frozen=True, slots=True)
class Section:
    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Chapter:
    slug: str
    title: str
    summary: str
    role: Role | None = None

    @property
    def template(self) -> str:
        return f"handbook/{self.slug}.html"

    @property
    def sections(self) -> tuple[Section, ...]:
        return _sections(self.template)

    def get_absolute_url(self) -> str:
        if self.slug == PUBLIC:
            return reverse("handbook_sign_in")
        return reverse("handbook_chapter", args=[self.slug])


@cache
def _sections(template: str) -> tuple[Section, ...]:
    source = get_template(template).template.source
    return tuple(Section(*found) for found in _HEADING.findall(source))


CHAPTERS = (
    Chapter("start", "快速上手", "各个角色的第一天：登录以后先看哪里、先办什么。"),
    Chapter(PUBLIC, "登录和密码", "第一次登录、忘记密码、暂停登录、登录过期。"),
    Chapter("drafter", "经办人", "填报、检查、送审，按意见修改，批复以后调整。", Role.DRAFTER),
    Chapter("head", "单位负责人", "审核本单位的表，退回或者转下一步。", Role.HEAD),
    Chapter("business", "业务科室", "从业务上审核对口部门的表。", Role.BUSINESS_REVIEWER),
    Chapter("performance", "绩效科", "审核、评定等级，设置年度和规则，掌握进度。", Role.PERFORMANCE_REVIEWER),
    Chapter("budget", "预算科", "批复、退回，核对预算项目清单，登记公开起算日。", Role.REPLIER),
    Chapter("publisher", "公开岗", "编制公开说明，检查、审查、公开、更正和登记。", Role.PUBLISHER),
    Chapter("administrator", "系统管理员", "账号、初始密码、解锁、移交。", Role.SYSTEM_ADMIN),
    Chapter("auditor", "审计员", "查看和导出审计记录。", Role.AUDITOR),
    Chapter("filling", "填报说明", "每一格怎样填好，好的例子和常见的问题。"),
    Chapter("questions", "常见问题", "网络断了、改冲突了、导入错了、规则不合适，怎么办。"),
    Chapter("keyboard", "键盘操作", "不用鼠标填表、找问题、审核。"),
    Chapter("terms", "术语", "系统里的词是什么意思。"),
)
BY_SLUG = {chapter.slug: chapter for chapter in CHAPTERS}


def for_roles(roles: Iterable[str]) -> list[Chapter]:
    """Every chapter: those of one's own roles first, then what is for everybody, then the other roles."""
    held = set(roles)
    own = [one for one in CHAPTERS if one.role in held]
    shared = [one for one in CHAPTERS if one.role is None]
    others = [one for one in CHAPTERS if one.role and one not in own]
    return [*own, *shared, *others]


def section_for(chapters: Sequence[Chapter], section: str) -> str:
    """The address of the first section with that id in these chapters; the front page where none has it."""
    for chapter in chapters:
        if any(one.id == section for one in chapter.sections):
            return f"{chapter.get_absolute_url()}#{section}"
    return reverse("handbook")
