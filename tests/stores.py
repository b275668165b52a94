"""A real S3-compatible store over HTTP on this machine, and the site's files in it for the time of a test."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import uuid4

import boto3
import pytest
from django.conf import settings
from django.core.files.storage import storages
from moto.server import ThreadedMotoServer

from budget_site import stores
from disclosures.models import Edition  # noqa: F401  (all models are there)
from projects.models import AssessmentFile, IncomingFile, Job
from projects.models.job import private_storage

KEY, SECRET = "budget-tests", "budget-tests-secret"
_FIELDS = ((Job, "result"), (IncomingFile, "file"), (IncomingFile, "reading"), (AssessmentFile, "file"))
_lock, _server = threading.Lock(), None


def address() -> str:
    """Of the one server of this process, which ends with it."""
    global _server
    with _lock:
        if _server is None:
            logging.getLogger("werkzeug").setLevel(logging.WARNING)
            _server = ThreadedMotoServer("127.0.0.1", port=0, verbose=False)
            _server.start()
        host, port = _server.get_host_and_port()
        return f"http://{host}:{port}"


def new_bucket() -> str:
    client = boto3.client(
        "s3",
        endpoint_url=address(),
        aws_access_key_id=KEY,
        aws_secret_access_key=SECRET,
        region_name="us-east-1",
    )
    name = f"budget-{uuid4().hex}"
    client.create_bucket(Bucket=name)
    client.close()
    return name


def environment(bucket: str) -> dict[str, str]:
    """What a process is told that keeps its files there."""
    return {
        "STORAGE": "s3",
        "S3_ENDPOINT": address(),
        "S3_BUCKET": bucket,
        "S3_KEY": KEY,
        "S3_SECRET": SECRET,
        "S3_REGION": "",
        "S3_CA": "",
    }


@contextmanager
def in_store(bucket: str) -> Iterator[None]:
    """This process keeps its files there; fields of models hold their storage from when they were made."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in environment(bucket).items():
            patch.setenv(name, value)
        told = {name: one for name, one in settings.STORAGES.items() if name != stores.PRIVATE}
        told |= stores.configured(settings.VAR_DIR / "private")
        patch.setattr(storages, "_backends", told)
        patch.setitem(storages.__dict__, "backends", told)
        patch.setattr(storages, "_storages", {})
        for model, name in _FIELDS:
            patch.setattr(model._meta.get_field(name), "storage", private_storage())
        yield
        for one in storages._storages.values():
            if hasattr(one, "connection"):
                one.connection.meta.client.close()


@pytest.fixture(params=["disk", "s3"])
def kept_in(request) -> Iterator[str]:
    """Every test that asks for it runs on both kinds of storage."""
    if request.param == "disk":
        yield "disk"
        return
    with in_store(new_bucket()):
        yield "s3"
