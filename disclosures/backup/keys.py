"""What a restored site needs besides its data and what nobody may find beside them: the settings' secrets."""

import os
import re
from pathlib import Path

from budget_site import env
from budget_site.env import BASE_DIR
from disclosures.publishing import disk

_NAMED = re.compile(r"^([A-Z0-9_]+)=", re.MULTILINE)


def write(path: Path) -> int:
    """All settings that are set, as a .env, to be read by its owner alone; how many. OSError if it exists."""
    names = _NAMED.findall((BASE_DIR / ".env.example").read_text(encoding="utf-8"))
    said = {name: env.text(name, "") for name in names}  # as it is, or in the file that NAME_FILE names
    lines = [f"{name}={value}\n" for name, value in said.items() if value]
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, disk.SHUT_FILE), "w") as file:
        file.write("".join(lines))
        file.flush()
        os.fsync(file.fileno())
    return len(lines)
