"""What the public site says of itself, from the environment; nothing is invented where nothing was set.

The staff's settings and the public site's read the same: pages are written by a worker of the one and served
by the other.
"""

from dataclasses import dataclass
from urllib.parse import urlsplit

from budget_site import env

NAME, COLUMN = "预算绩效公开", "预算公开"


@dataclass(frozen=True, slots=True)
class PublicSite:
    """`address` ends in / or is empty; the rest are the words of 政府网站 meta tags and of the footer."""

    address: str = ""
    name: str = NAME
    identity: str = ""  # 网站标识码
    column: str = COLUMN
    source: str = ""  # 来源; else who publishes
    sponsor: str = ""  # 主办单位
    phone: str = ""
    icp: str = ""
    police: str = ""

    @property
    def domain(self) -> str:
        return urlsplit(self.address).hostname or ""

    def absolute(self, address: str) -> str:
        """An address of the site in full; as it is, where the site does not know its own."""
        return f"{self.address}{address}"


def public_site() -> PublicSite:
    address = env.text("PUBLIC_ADDRESS", "")
    return PublicSite(
        address=f"{address.rstrip('/')}/" if address else "",
        name=env.text("PUBLIC_SITE_NAME", NAME),
        identity=env.text("PUBLIC_SITE_ID", ""),
        column=env.text("PUBLIC_COLUMN", COLUMN),
        source=env.text("PUBLIC_SOURCE", ""),
        sponsor=env.text("PUBLIC_SPONSOR", ""),
        phone=env.text("PUBLIC_PHONE", ""),
        icp=env.text("PUBLIC_ICP", ""),
        police=env.text("PUBLIC_POLICE", ""),
    )
