"""What the bureau publishes is what the public reads; what is not public yet is nowhere, by no route."""

import hashlib
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
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
    made = f"/g/{tree.current()}{year}index.html"
    guessed = [f"{year}index.html.gz", "/.made.json", made]
    files = ["data.json", "disclosure.pdf", "disclosure.docx", "manifest.json", "pages/index.html"]
    return [
        *(year + page for page in pages),
        *guessed,
        *(f"/e/{edition.token}/{file}" for file in files),
        *(f"/editions/{edition.token}/{file}" for file in files),
        *(f"/private/editions/{edition.token}/{file}" for file in files),
    ]


TELLING = ("/", "/feed.xml", "/sitemap.xml", "/editions.json", "/verify/", "/lutai/", "/search/?q={name}")


def test_nothing_is_public_before_it_is_published(press, reader, tmp_path):
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
    with pytest.raises(CommandError):
        call_command("export_site", edition=str(waiting.pk), out=tmp_path / "site")
    assert not (tmp_path / "site").exists()


def test_what_was_published_is_read_corrected_and_withdrawn(press, reader):
    first = press.publish()
    name = press.cast.version.name
    project = reader.get("/lutai/2025/projects/1/").content.decode()
    assert name in project
    assert "全文（PDF 文档）" in project  # what is of the whole edition is not taken for the project's
    assert "本表数据（JSON）" in project
    assert f"/e/{first.token}/disclosure.pdf" in reader.get("/lutai/2025/downloads/").content.decode()
    assert reader.get(f"/e/{first.token}/data.json").status_code == 200
    assert "/lutai/2025/projects/1/" in reader.get("/search/", {"q": name}).content.decode()

    press.retitle("关于2025年区级预算公开的说明（更正）")
    second = press.correct(first, "更正了标题。")
    assert "更正了标题。" in reader.get("/lutai/2025/").content.decode()
    assert "已更正：这是第1版" in reader.get("/lutai/2025/editions/1/").content.decode()
    assert reader.get("/lutai/2025/editions/2/changes/").status_code == 200
    for path in routes_of(first)[10:12]:
        assert reader.get(path).status_code == 200

    service.withdraw(second, press.publisher, "标题仍有误。")
    for path in ("/lutai/2025/", "/lutai/2025/projects/1/", "/lutai/2025/editions/2/"):
        answer = reader.get(path)
        assert answer.status_code == 410, path
        assert "标题仍有误。" in answer.content.decode()
    for path in (f"/e/{second.token}/data.json", f"/e/{second.token}/disclosure.pdf"):
        answer = reader.get(path)
        assert (answer.status_code, "标题仍有误。" in answer.content.decode()) == (410, True)
    assert reader.get("/lutai/2025/editions/1/projects/1/").status_code == 200
    assert "/projects/" not in reader.get("/search/", {"q": name}).content.decode()
    row = PublicEdition.objects.get(number=2)
    assert row.manifest_hash in reader.get("/lutai/2025/editions/").content.decode()


def test_the_address_of_a_withdrawn_file_says_why_before_new_pages_are_made(press, reader, monkeypatch):
    edition = press.publish()
    monkeypatch.setattr(tree, "build", lambda *_: 1 / 0)
    service.withdraw(edition, press.publisher, "标题仍有误。")
    answer = reader.get(f"/e/{edition.token}/disclosure.pdf")
    assert (answer.status_code, "标题仍有误。" in answer.content.decode()) == (410, True)


def test_every_file_that_a_page_offers_has_the_hash_it_tells(press, reader):
    edition = press.publish()
    row = PublicEdition.objects.get(number=1)
    assert row.manifest["files"]
    for one in row.manifest["files"]:
        answer = reader.get(f"/e/{edition.token}/{one['path']}")
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert hashlib.sha256(content).hexdigest() == one["sha256"], one["path"]


def test_an_edition_keeps_when_its_state_last_changed(press):
    first = press.publish()
    row = PublicEdition.objects.get(number=1)
    assert row.changed_at == row.published_at == first.published_at
    press.retitle("另一个标题")
    second = press.correct(first, "更正了标题。")
    row.refresh_from_db()
    assert row.published_at == first.published_at
    assert row.changed_at == second.published_at
    service.withdraw(second, press.publisher, "标题仍有误。")
    second.refresh_from_db()
    assert PublicEdition.objects.get(number=2).changed_at == second.withdrawn_at
