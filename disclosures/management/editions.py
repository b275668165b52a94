"""How the commands find what they are about."""

from budget_site.accounts.models import User
from disclosures.models import Edition
from projects.management.base import refuse

HOW = "版本写成“公开单位代码/年度/版次”，例如 130209/2025/1，或者写版本编号"


def find_edition(text: str) -> Edition:
    editions = Edition.objects.visible_to(User.objects.system()).select_related("district", "department")
    chain, _, rest = text.partition("/")
    year, _, number = rest.partition("/")
    if text.isdecimal():
        found = editions.filter(pk=text)
    elif year.isdecimal() and number.isdecimal():
        found = editions.filter(chain=chain, year=year, number=number)
    else:
        found = editions.none()
    if edition := found.first():
        return edition
    raise refuse(f"没有“{text}”这一版，请核对；{HOW}。")
