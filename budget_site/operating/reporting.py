"""Faults are reported to a server of the operator's own (GlitchTip, Sentry), where one is named.

A report says where the program failed. It holds nothing that a person typed, no address, cookie or
header, and no variable's value: tables are not public before they are published.
"""

from typing import Any

from django.core.exceptions import ImproperlyConfigured

from budget_site.operating import request_ids


def start(address: str, release: str) -> None:
    """Report from now on. ImproperlyConfigured where the address cannot be one."""
    import sentry_sdk
    from sentry_sdk.utils import BadDsn

    try:
        sentry_sdk.init(
            dsn=address,
            release=release,
            before_send=_without_words,
            before_breadcrumb=lambda *_: None,
            auto_enabling_integrations=False,  # what is logged as an error with its exception is enough
            send_default_pii=False,
            include_local_variables=False,
            max_request_body_size="never",
            auto_session_tracking=False,
            traces_sample_rate=None,
        )
    except BadDsn as error:
        raise ImproperlyConfigured(
            "环境变量 ERROR_REPORT_DSN 不是 Sentry 或 GlitchTip 给出的地址。"
        ) from error


def _without_words(event: dict[str, Any], hint: dict[str, Any]) -> dict[str, Any]:
    """Only places in the program go out: a message may quote what somebody typed."""
    for part in ("user", "request", "breadcrumbs", "extra", "contexts", "server_name", "message", "logentry"):
        event.pop(part, None)
    for one in event.get("exception", {}).get("values", []):
        one["value"] = ""
    event["tags"] = {"request_id": request_ids.current()}
    return event
