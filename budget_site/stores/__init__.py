"""Where files lie that no address leads to: in a folder of this machine, or in an S3-compatible store.

Both kinds answer alike (`folder.FolderStore`, `objects.ObjectStore`): who uses one need not know which it is.
Of a store, two parts: `private/`, which only the staff's site can read, and `public/`, the files of published
editions, which public hosts fetch with a key that can read nothing else.
"""

from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.core.files.storage import storages

from budget_site import env

PRIVATE, PUBLISHED = "private", "published"  # as STORAGES calls them


class StoreTrouble(OSError):
    """The store could not be reached, or refused; what was asked for may go well the next time."""


def private_files():
    """The store of what only views hand out: uploads, results of jobs, assessments, editions."""
    return storages[PRIVATE]


def published_files():
    """The store's public part; None where published files lie in PUBLIC_ROOT alone."""
    return storages[PUBLISHED] if PUBLISHED in storages.backends else None


def configured(folder: Path) -> dict[str, dict[str, Any]]:
    """The entries of STORAGES, as the environment says; `folder` is used where it says nothing."""
    if env.choice("STORAGE", "disk", "s3") == "disk":
        options = {"location": folder, "base_url": None, "file_permissions_mode": 0o600}
        return {PRIVATE: {"BACKEND": "budget_site.stores.folder.FolderStore", "OPTIONS": options}}
    return {PRIVATE: _part("private"), PUBLISHED: _part("public")}


def published_part() -> dict[str, dict[str, Any]]:
    """For a public host: what it may read of the store; nothing where files lie on disks."""
    return {} if env.choice("STORAGE", "disk", "s3") == "disk" else {PUBLISHED: _part("public")}


def _part(location: str) -> dict[str, Any]:
    options = {
        "location": location,
        "endpoint_url": _endpoint(),
        "bucket_name": env.text("S3_BUCKET"),
        "access_key": env.text("S3_KEY"),
        "secret_key": env.text("S3_SECRET"),
        "region_name": env.text("S3_REGION", "us-east-1"),
        "verify": _own_authority(),
    }
    return {"BACKEND": "budget_site.stores.objects.ObjectStore", "OPTIONS": options}


def _endpoint() -> str:
    value = env.text("S3_ENDPOINT")
    if not value.startswith(("https://", "http://")):
        raise ImproperlyConfigured(f"环境变量 S3_ENDPOINT 应以 https:// 或 http:// 开头，现为“{value}”。")
    return value


def _own_authority() -> str | None:
    """The file of the authority that signed the store's certificate; None: those the system knows."""
    value = env.text("S3_CA", "")
    if value and not Path(value).is_file():
        raise ImproperlyConfigured(f"环境变量 S3_CA 应填证书文件的路径，“{value}”不是文件。")
    return value or None
