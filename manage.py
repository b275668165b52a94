#!/usr/bin/env python
"""Django's command line for this site. Interrupted or wrongly set up, it says so in a sentence."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line

INTERRUPTED, REFUSED = 130, 2
OF_PUBLIC_HOSTS = ("keep_public",)  # commands that know what the public site may know, and no more
UNLIMITED = ("DATABASE_STATEMENT_SECONDS", "DATABASE_LOCK_SECONDS")  # only pages are in a hurry


def main() -> int:
    settings = "public_settings" if sys.argv[1:2] and sys.argv[1] in OF_PUBLIC_HOSTS else "settings"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", f"budget_site.{settings}")
    os.environ |= dict.fromkeys(UNLIMITED, "0")
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
    return 0


if __name__ == "__main__":
    sys.exit(main())
