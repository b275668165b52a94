"""How the commands find what they are about."""

from budget_site.accounts.models import User
from disclosures.models import Edition
from projects.management.base import refuse

HOW = "版本写成“公开单位代码/年度/版次”，例如 130209/2025/1，部门的写成 130209/101/2025/1，或者写版本编号"


def find_edition(text: str) -> Edition:
    editions = Edition.objects.visible_to(User.objects.system()).select_related("district", "department")
    chain, year, number = (["", "", *text.rsplit("/", 2)])[-3:]
    if text.isdecimal():
        found = editions.filter(pk=text)
    elif year.isdecimal() and number.isdecimal():
        found = editions.filter(chain=chain, year=year, number=number)
    else:
        found = editions.none()
    if edition := found.first():
        return edition
    raise refuse(f"没有“{text}”这一版，请核对；{HOW}。")
