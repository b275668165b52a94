"""Who is at the other end of a request, as far as our own proxies tell."""

from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str | None:
    """Where a request comes from.

    Anybody can write an X-Forwarded-For header, so it counts only as far as our own proxies wrote it: each
    adds at the right whom it was called by, hence with N of them (TRUSTED_PROXIES) the client is the N-th
    from the right. With none, the default, it is whoever is connected. The proxies must be the only way in.
    """
    hops = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    proxies = settings.TRUSTED_PROXIES
    told = [hops[-proxies]] if 0 < proxies <= len(hops) else []
    for text in (*told, request.META.get("REMOTE_ADDR", "")):
        try:
            address = ip_address(text.strip().split("%")[0])
        except ValueError:
            continue
        return str(getattr(address, "ipv4_mapped", None) or address)
    return None
