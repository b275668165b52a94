"""Figures and names as public pages read them."""

import re
from decimal import Decimal
from html import unescape

from disclosures.document import Disclosure
from disclosures.totals import Read, Total
from projects.tables import Amount
from projects.values import plain

_TAG = re.compile("<[^>]*>")


def wan(value: Decimal) -> str:
    return f"{plain(value)}万元"


def amount(one: Amount) -> str:
    """As read, in 万元; as typed where it was not understood."""
    return one.raw if one.value is None else wan(one.value)


def column(one: Amount) -> str:
    """For columns that say 万元 in their head; written as the official tables write it."""
    return one.raw if one.value is None else plain(one.value)


def one_line(text: str) -> str:
    return " ".join(text.split())


def name_of(one: Read) -> str:
    return one_line(one.table.name or one.table.title) or f"第{one.project.number}号项目"


def department_of(one: Read) -> str:
    return one.project.department_name or "未列部门"


def of_html(markup: str) -> str:
    """The words of a piece of our own markup."""
    return one_line(unescape(_TAG.sub("", markup)))


def told(total: Total) -> str:
    """A sum and what is not in it."""
    left = f"（其中{len(total.unread)}个项目有金额无法识别，未计入）" if total.unread else ""
    return f"{wan(total.total)}{left}"


def checked(state: str) -> str:
    """What a check before publication found."""
    return {"passed": "通过", "failed": "未通过"}.get(state, "未能检查")


def whose(disclosure: Disclosure) -> str:
    """芦台经济开发区2025年."""
    return f"{disclosure.publisher.name}{disclosure.year}年"


def file_name(disclosure_name: str, year: int, number: int, ending: str) -> str:
    """What a downloaded file is called: 芦台经济开发区2025年预算公开第1版.pdf."""
    return f"{disclosure_name}{year}年预算公开第{number}版{ending}"
