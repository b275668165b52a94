"""A total and its parts, told with the arithmetic."""

from decimal import Decimal

from projects.rules.finding import Anchor, Remark, flag, passed
from projects.rules.telling import listed, wan
from projects.values import plain


def summed(at: Anchor, whole: str, total: Decimal, parts: dict[str, Decimal]) -> Remark:
    """Whether parts make up a total, with the arithmetic either way."""
    found = sum(parts.values(), Decimal(0))
    evidence = f"{' + '.join(map(plain, parts.values()))} = {plain(found)}"
    if found == total:
        return passed(at, f"{whole}等于{listed(list(parts))}之和。", evidence=evidence)
    message = (
        f"{whole}{wan(total)}与{listed(list(parts))}之和{wan(found)}相差{wan(abs(total - found))}，请核对。"
    )
    return flag(at, message, actual=wan(total), expected=wan(found), evidence=evidence)
