"""The log: lines for a person's eyes, or one JSON object a line for whatever collects them.

Either way every line names its request. What people type, look for or send stands in no line.
"""

import logging
from typing import Any

from budget_site.operating import request_ids

FORMATS = ("line", "json")
_FIELDS = "{asctime}{levelname}{name}{message}{request_id}"


class OfRequest(logging.Filter):
    """Gives each line the name of the request under way, where it has none yet."""

    def filter(self, record: logging.LogRecord) -> bool:
        if not hasattr(record, "request_id"):
            record.request_id = request_ids.current()
        return True


def logging_settings(form: str, level: str, quiet: tuple[str, ...] = ()) -> dict[str, Any]:
    """Django's LOGGING: everything to standard error, where systemd or the container takes it.

    `quiet`: loggers whose warnings alone are wanted.
    """
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"of_request": {"()": OfRequest}},
        "formatters": {
            "line": {"format": "{asctime} {levelname} {name} [{request_id}] {message}", "style": "{"},
            "json": {
                "()": "pythonjsonlogger.json.JsonFormatter",
                "format": _FIELDS,
                "style": "{",
                "rename_fields": {"asctime": "time", "levelname": "level", "name": "logger"},
                "json_ensure_ascii": False,
            },
        },
        "handlers": {
            "console": {"class": "logging.StreamHandler", "formatter": form, "filters": ["of_request"]}
        },
        "root": {"handlers": ["console"], "level": level},
        "loggers": {name: {"level": "WARNING"} for name in quiet}
        # Django's own handler would print a request's failure a second time, without its name.
        | {"django": {"handlers": [], "level": "INFO"}, "django.server": {"handlers": [], "propagate": True}},
    }
