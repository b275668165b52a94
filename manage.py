#!/usr/bin/env python
"""Django's command line for this site. Interrupted, wrongly set up or without its database, it says so."""

import logging
import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line
from django.db import OperationalError

from budget_site.operating import unreachable

INTERRUPTED, REFUSED = 130, 2
OF_PUBLIC_HOSTS = ("keep_public",)  # commands that know what the public site may know, and no more
STAYING = ("work", "keep_public", "runserver")  # they outlive a restart of the database, and tell of it
UNLIMITED = ("DATABASE_STATEMENT_SECONDS", "DATABASE_LOCK_SECONDS")  # only pages are in a hurry


def main() -> int:
    settings = "public_settings" if sys.argv[1:2] and sys.argv[1] in OF_PUBLIC_HOSTS else "settings"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", f"budget_site.{settings}")
    os.environ |= dict.fromkeys(UNLIMITED, "0")
    if not set(sys.argv[1:2]) & set(STAYING):  # else a dozen lines stand before the sentence
        logging.getLogger("psycopg.pool").setLevel(logging.ERROR)
    try:
        execute_from_command_line(sys.argv)
    except KeyboardInterrupt:
        print("已中断。", file=sys.stderr)
        return INTERRUPTED
    except ImproperlyConfigured as wrong:
        if "--traceback" in sys.argv:
            raise
        print(wrong, file=sys.stderr)
        return REFUSED
    except OperationalError:
        told = "" if "--traceback" in sys.argv else unreachable.why()
        if not told:
            raise
        print(told, file=sys.stderr)
        return REFUSED
    return 0


if __name__ == "__main__":
    sys.exit(main())
