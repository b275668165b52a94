"""What the bureau publishes is what the public reads; what is not public yet is nowhere, by no route."""

import hashlib
from datetime import timedelta

import pytest
from django.utils import timezone

from disclosures.models import Edition, PublicEdition
from disclosures.publishing import service, tree

pytestmark = pytest.mark.django_db
SOON = timedelta(days=2)


def routes_of(edition: Edition) -> list[str]:
    """Where a reader who guesses would look for an edition, and everything that tells of editions."""
    year = f"/lutai/{edition.year}/"
    pages = [
        "",
        "projects/1/",
        "sections/tables/",
        "downloads/",
        "editions/",
        "editions/1/",
        "editions/1/projects/1/",
    ]
    files = ["data.json", "disclosure.pdf", "disclosure.docx", "manifest.json", "pages/index.html"]
    return [
        *(year + page for page in pages),
        *(f"/e/{edition.token}/{file}" for file in files),
        *(f"/editions/{edition.token}/{file}" for file in files),
        *(f"/private/editions/{edition.token}/{file}" for file in files),
    ]


TELLING = ("/", "/feed.xml", "/sitemap.xml", "/editions.json", "/verify/", "/lutai/", "/search/?q={name}")


def test_nothing_is_public_before_it_is_published(press, reader):
    """A replied table, a draft, and an edition that waits for its time."""
    waiting = press.publish(when=timezone.now() + SOON)
    assert waiting.state == Edition.State.SCHEDULED
    tree.settle()
    name = press.cast.version.name
    for path in routes_of(waiting):
        assert reader.get(path).status_code == 404, path
    for path in TELLING:
        answer = reader.get(path.format(name=name))
        if answer.status_code != 404:
            assert "/projects/" not in answer.content.decode(), path
            assert waiting.data_hash not in answer.content.decode(), path


def test_what_was_published_is_read_corrected_and_withdrawn(press, reader):
    first = press.publish()
    name = press.cast.version.name
    assert name in reader.get("/lutai/2025/projects/1/").content.decode()
    assert f"/e/{first.token}/disclosure.pdf" in reader.get("/lutai/2025/downloads/").content.decode()
    assert reader.get(f"/e/{first.token}/data.json").status_code == 200
    assert "/lutai/2025/projects/1/" in reader.get("/search/", {"q": name}).content.decode()

    press.retitle("关于2025年区级预算公开的说明（更正）")
    second = press.correct(first, "更正了标题。")
    assert "更正了标题。" in reader.get("/lutai/2025/").content.decode()
    assert "已更正：这是第1版" in reader.get("/lutai/2025/editions/1/").content.decode()
    assert reader.get("/lutai/2025/editions/2/changes/").status_code == 200
    for path in routes_of(first)[7:9]:
        assert reader.get(path).status_code == 200

    service.withdraw(second, press.publisher, "标题仍有误。")
    for path in ("/lutai/2025/", "/lutai/2025/projects/1/", "/lutai/2025/editions/2/"):
        answer = reader.get(path)
        assert answer.status_code == 410, path
        assert "标题仍有误。" in answer.content.decode()
    assert reader.get(f"/e/{second.token}/data.json").status_code == 404
    assert reader.get("/lutai/2025/editions/1/projects/1/").status_code == 200
    assert "/projects/" not in reader.get("/search/", {"q": name}).content.decode()
    row = PublicEdition.objects.get(number=2)
    assert row.manifest_hash in reader.get("/lutai/2025/editions/").content.decode()


def test_every_file_that_a_page_offers_has_the_hash_it_tells(press, reader):
    edition = press.publish()
    row = PublicEdition.objects.get(number=1)
    assert row.manifest["files"]
    for one in row.manifest["files"]:
        answer = reader.get(f"/e/{edition.token}/{one['path']}")
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert hashlib.sha256(content).hexdigest() == one["sha256"], one["path"]
