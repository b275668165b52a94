"""How often an address has asked, in the memory of this process: for strangers, who leave no row anywhere.

Each process counts for itself, so with N of them an address gets up to N times as much; the web server in
front (`limit_req`) counts for all. What is kept is bounded: the longest quiet address is forgotten.
"""

import threading
import time
from collections import OrderedDict
from ipaddress import IPv6Address, ip_address

from budget_site.guarding.rates import Rate, taken, wait

MOST_ADDRESSES = 10_000


class Addresses:
    """Counts by address. Safe to use from several threads."""

    def __init__(self, most: int = MOST_ADDRESSES) -> None:
        self._most = most
        self._until: OrderedDict[str, int] = OrderedDict()
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._until)

    def wait(self, address: str | None, rate: Rate, now: int | None = None) -> int:
        """Take one: 0, or the milliseconds to wait, and then nothing is taken."""
        now = int(time.monotonic() * 1000) if now is None else now
        network = network_of(address)
        with self._lock:
            until = self._until.get(network, 0)
            if to_wait := wait(until, now, rate):
                return to_wait
            self._until[network] = taken(until, now, rate)
            self._until.move_to_end(network)
            if len(self._until) > self._most:
                self._until.popitem(last=False)
        return 0

    def clear(self) -> None:
        with self._lock:
            self._until.clear()


def network_of(address: str | None) -> str:
    """Whom an address belongs to: of IPv6 everybody gets a network of 64 bits, and could use each of them."""
    if not address:
        return ""
    known = ip_address(address)
    if isinstance(known, IPv6Address):
        return f"{IPv6Address(int(known) >> 64 << 64)}/64"
    return str(known)


searches = Addresses()
