"""What every answer of either site has to say to a browser, whatever it answers."""

from django.http import HttpResponse

from budget_site.headers import HEADERS

GUARDS = HEADERS | {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def unguarded(response: HttpResponse) -> dict[str, str | None]:
    """The headers that are not as they must be, with what stands there."""
    wrong = {name: response.get(name) for name, value in GUARDS.items() if response.get(name) != value}
    policy = response.get("Content-Security-Policy") or ""
    for part in ("default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", "object-src 'none'"):
        if part not in policy:
            wrong["Content-Security-Policy"] = policy
    if "unsafe" in policy or "*" in policy:
        wrong["Content-Security-Policy"] = policy
    for cookie in response.cookies.values():
        if not cookie["httponly"] or cookie["samesite"] not in ("Lax", "Strict"):
            wrong[f"cookie {cookie.key}"] = cookie.OutputString()
    if "Set-Cookie" in response.headers or "Server" in response.headers:
        wrong["other headers"] = str(response.headers)
    return wrong
