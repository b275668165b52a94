"""Private files lie on a disk or in an S3-compatible store; nobody who uses them can tell which."""

import io
import os
import subprocess
import sys
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile

from budget_site.env import BASE_DIR
from budget_site.stores import StoreTrouble, private_files, published_files
from budget_site.stores.objects import IN_MEMORY
from tests.stores import address, environment, in_store, kept_in, new_bucket  # noqa: F401

CHINESE = "assessments/取暖（一期）评估 报告#1.pdf"
pytestmark = pytest.mark.xdist_group("stores")


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.VAR_DIR = tmp_path


def content(store, name: str) -> bytes:
    with store.open(name) as file:
        return file.read()


def test_a_file_comes_back_as_it_went_whatever_it_is_called(kept_in):  # noqa: F811
    store = private_files()
    name = store.save(CHINESE, SimpleUploadedFile("a", b"one"))
    assert (store.exists(name), store.size(name)) == (True, 3)
    with store.open(name) as file:
        assert file.read() == b"one"
    with store.local(name) as path, open(path, "rb") as file:
        assert file.read() == b"one"
    assert name in store.lying("assessments")
    store.delete(name)
    assert not store.exists(name)
    store.delete(name)  # twice does no harm


def test_a_name_that_is_taken_is_not_written_over(kept_in):  # noqa: F811
    store = private_files()
    names = [store.save("jobs/结果.docx", ContentFile(content)) for content in (b"1", b"2")]
    assert len(set(names)) == 2
    assert sorted(content(store, name) for name in names) == [b"1", b"2"]
    for name in names:
        store.delete(name)


def test_what_is_not_there_is_not_found_and_an_empty_folder_lists_nothing(kept_in):  # noqa: F811
    store = private_files()
    with pytest.raises(FileNotFoundError):
        store.open("jobs/没有")
    with pytest.raises(FileNotFoundError), store.local("jobs/没有"):
        pass
    assert store.lying("nothing-here") == []


@pytest.fixture
def bucket():
    name = new_bucket()
    with in_store(name):
        yield name


def test_no_address_is_handed_out_and_nobody_reads_an_object_without_the_key(bucket):
    store = private_files()
    name = store.save(CHINESE, ContentFile(b"secret"))
    with pytest.raises(ValueError):
        store.url(name)
    grants = store.bucket.Object(f"private/{name}").Acl().grants
    assert all(one["Grantee"]["Type"] == "CanonicalUser" for one in grants)  # the owner, not everybody
    with pytest.raises(HTTPError) as refused:
        urlopen(f"{address()}/{bucket}/private/jobs")
    assert refused.value.code in (403, 404)
    refused.value.close()


def test_the_two_parts_of_a_bucket_know_nothing_of_each_other_and_copies_stay_within_the_store(bucket):
    private, published = private_files(), published_files()
    private.put("editions/词/卷.tar", io.BytesIO(b"crate"))
    assert published.below("editions") == []
    published.copy_from(private, "editions/词/卷.tar", "e/词.tar")
    assert published.lying("e") == ["e/词.tar"]
    assert content(published, "e/词.tar") == b"crate"
    assert private.below("editions") == ["editions/词/卷.tar"]
    private.put("editions/词/卷.tar", io.BytesIO(b"other"))  # just this name, at one moment
    assert content(private, "editions/词/卷.tar") == b"other"


def test_what_is_large_waits_on_the_disk_and_not_in_memory(bucket):
    store = private_files()
    name = store.save("jobs/大.pdf", ContentFile(b"x" * (IN_MEMORY + 1)))
    with store.open(name) as file:
        assert file.file._rolled
        assert file.size == IN_MEMORY + 1


MEMORY = """
import resource, tempfile
import django
django.setup()
from django.core.files import File
from budget_site.stores import private_files
store, size = private_files(), 64 * 1024 * 1024
with tempfile.TemporaryFile() as small:
    name = store.save("jobs/small", File(small))
with store.open(name) as file:
    file.read()
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
with tempfile.TemporaryFile() as large:
    large.truncate(size)
    name = store.save("jobs/大", File(large))
read = 0
with store.open(name) as file:
    while piece := file.read(1024 * 1024):
        read += len(piece)
assert read == size
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
"""


def test_what_is_larger_than_a_person_uploads_goes_through_in_pieces(bucket):
    told = subprocess.run(
        [sys.executable, "-c", MEMORY],
        cwd=BASE_DIR,
        env=os.environ | environment(bucket) | {"DJANGO_SETTINGS_MODULE": "budget_site.settings"},
        capture_output=True,
        text=True,
    )
    assert told.returncode == 0, told.stderr
    assert int(told.stdout) < 48  # a few pieces of 8 MB


def test_a_store_that_cannot_be_reached_is_one_kind_of_trouble(bucket, monkeypatch):
    monkeypatch.setitem(private_files().__dict__, "bucket_name", "not-there")
    with pytest.raises((StoreTrouble, FileNotFoundError)):
        private_files().save("jobs/a", ContentFile(b"1"))


SETTINGS = "from budget_site import settings as s; print(s.STORAGES['private']['BACKEND'])"


def start(**said: str) -> subprocess.CompletedProcess:
    right = {"STORAGE": "s3", "S3_ENDPOINT": "https://s3.example.cn", "S3_BUCKET": "b", "S3_KEY": "k"}
    told = os.environ | right | {"S3_SECRET": "s", "S3_CA": ""} | said
    return subprocess.run(
        [sys.executable, "-c", SETTINGS], cwd=BASE_DIR, env=told, capture_output=True, text=True
    )


def test_settings_that_are_right_are_taken():
    assert start().stdout.strip() == "budget_site.stores.objects.ObjectStore"
    assert start(STORAGE="").stdout.strip() == "budget_site.stores.folder.FolderStore"


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"STORAGE": "nfs"}, "环境变量 STORAGE 只能填 disk、s3，现为“nfs”"),
        ({"S3_ENDPOINT": ""}, "环境变量 S3_ENDPOINT 没有设置"),
        ({"S3_ENDPOINT": "s3.example.cn"}, "S3_ENDPOINT 应以 https:// 或 http:// 开头"),
        ({"S3_BUCKET": ""}, "环境变量 S3_BUCKET 没有设置"),
        ({"S3_KEY": ""}, "环境变量 S3_KEY 没有设置"),
        ({"S3_SECRET": " "}, "环境变量 S3_SECRET 没有设置"),
        ({"S3_CA": "/nowhere/ca.pem"}, "环境变量 S3_CA 应填证书文件的路径"),
    ],
)
def test_settings_that_are_wrong_stop_the_start_with_a_sentence(said, told):
    refused = start(**said)
    assert refused.returncode != 0
    assert told in refused.stderr
