"""An S3-compatible store: objects are private, whole or not there, and handed out by views alone."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any, BinaryIO

from boto3.exceptions import Boto3Error
from boto3.s3.transfer import TransferConfig
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from storages.backends.s3 import S3Storage
from storages.utils import clean_name

from budget_site.stores import StoreTrouble

MB = 1024 * 1024
IN_MEMORY = 4 * MB  # of a file that is read; what is larger goes through a temporary file
_TRANSFER = TransferConfig(multipart_threshold=8 * MB, multipart_chunksize=8 * MB, max_concurrency=2)
_CLIENT = Config(
    s3={"addressing_style": "path"},
    signature_version="s3v4",
    connect_timeout=5,
    read_timeout=60,
    retries={"total_max_attempts": 4, "mode": "standard"},
    request_checksum_calculation="when_required",  # stores of other makers do not know all of Amazon's
    response_checksum_validation="when_required",
)


def _told(call: Callable) -> Callable:
    """Trouble of the store as one kind of error; what is not there is FileNotFoundError as on a disk."""

    @wraps(call)
    def calling(*args, **kwargs):
        try:
            return call(*args, **kwargs)
        except ClientError as error:
            if error.response.get("Error", {}).get("Code") in ("404", "NoSuchKey"):  # not the bucket
                raise FileNotFoundError(str(error)) from error
            raise StoreTrouble(str(error)) from error
        except (BotoCoreError, Boto3Error) as error:
            raise StoreTrouble(str(error)) from error

    return calling


class ObjectStore(S3Storage):
    """As FolderStore, in a bucket. Nothing is written over: every name is used once."""

    def __init__(self, **options: Any) -> None:
        fixed = {
            "default_acl": None,  # as the bucket has it, which is private
            "file_overwrite": False,
            "max_memory_size": IN_MEMORY,
            "client_config": _CLIENT,
            "transfer_config": _TRANSFER,
        }
        super().__init__(**fixed | options)

    def url(self, name: str, *args: Any, **kwargs: Any) -> str:
        """There is none: who may read a file is asked by a view, each time."""
        raise ValueError("This file is not accessible via a URL.")

    @_told
    def _open(self, name: str, mode: str = "rb"):
        """All of it is here when this returns: what is larger than IN_MEMORY in a temporary file."""
        file = super()._open(name, mode)
        file.file.seek(0)
        return file

    _save = _told(S3Storage._save)
    delete = _told(S3Storage.delete)
    exists = _told(S3Storage.exists)
    listdir = _told(S3Storage.listdir)
    size = _told(S3Storage.size)
    get_modified_time = _told(S3Storage.get_modified_time)

    def lying(self, folder: str) -> list[str]:
        return [f"{folder}/{name}" for name in self.listdir(folder)[1]]

    @_told
    def below(self, folder: str) -> list[str]:
        """The names of all files below a folder, however deep, in order."""
        start = f"{self._normalize_name(clean_name(folder))}/"
        own = len(start) - len(clean_name(folder)) - 1
        return [one.key[own:] for one in self.bucket.objects.filter(Prefix=start)]

    @_told
    def put(self, name: str, content: BinaryIO) -> None:
        """Store under just this name, in the place of what lies there, at one moment."""
        key = self._normalize_name(clean_name(name))
        self.bucket.upload_fileobj(_Open(content), key, Config=self.transfer_config)

    @_told
    def fetch(self, name: str, target: BinaryIO) -> None:
        """Write all of it into an open file. FileNotFoundError where there is none."""
        key = self._normalize_name(clean_name(name))
        self.bucket.download_fileobj(key, target, Config=self.transfer_config)

    @_told
    def copy_from(self, other: "ObjectStore", name: str, own: str) -> None:
        """Have the store copy what another part of the bucket holds; it does not pass through here."""
        source = {"Bucket": other.bucket_name, "Key": other._normalize_name(clean_name(name))}
        self.bucket.copy(source, self._normalize_name(clean_name(own)), Config=self.transfer_config)

    @contextmanager
    def local(self, name: str) -> Iterator[str]:
        with tempfile.NamedTemporaryFile(prefix="budget-") as file:
            self.fetch(name, file)
            file.flush()
            yield file.name


class _Open:
    """A file that its reader does not close: boto does, though it was not the one who opened it."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def __getattr__(self, name: str):
        return getattr(self._file, name)

    def close(self) -> None:
        pass
