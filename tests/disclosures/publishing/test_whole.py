"""From the click to the public page: real workers draw real documents, and one dies on its way."""

import json
import signal

import pytest

from disclosures import verifier
from disclosures.document import EditionFacts
from disclosures.models import Edition
from disclosures.publishing import disk, manifest, service, storing, tree, verifying
from disclosures.publishing.drawing import draw
from disclosures.rendering.files import PARTS
from projects.models import Job
from tests.processes import wait_for
from tests.projects.jobs.working import leases_run_out, start_worker

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("processes")]


def test_workers_draw_switch_and_go_on_where_one_died(press, tmp_path, monkeypatch):
    edition = service.ask(press.draft, press.publisher, reviewer=press.reviewer)
    folder = storing.root() / edition.token
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    worker = start_worker(scratch)
    wait_for(lambda: (folder / "disclosure.docx").exists(), worker)
    worker.send_signal(signal.SIGKILL)
    worker.communicate()
    leases_run_out()
    assert not (tree.root() / "e" / edition.token).exists()

    worker = start_worker(scratch)
    wait_for(lambda: now(edition).state == "published" and is_read(edition), worker)
    worker.send_signal(signal.SIGTERM)
    worker.communicate()
    assert Job.objects.get(kind="publish").state == Job.State.DONE
    assert verifying.verify_all().broken == []
    monkeypatch.setenv("VAR_DIR", str(tmp_path / "var"))  # nothing kept from before
    drawn_again_it_is_the_same(now(edition), tmp_path / "again")


def now(edition: Edition) -> Edition:
    return Edition.objects.get(pk=edition.pk)


def is_read(edition: Edition) -> bool:
    return (tree.root() / "g" / tree.current() / "lutai" / "2025" / "index.html").exists()


def drawn_again_it_is_the_same(edition: Edition, folder) -> None:
    told = json.loads(bytes(edition.manifest))
    facts = EditionFacts(told["edition"], told["previous"], told["data"], edition.note, told["corrects"])
    again = {}
    for part in PARTS:
        again |= draw(lambda *far: None, part, str(folder), bytes(edition.data), facts)
    assert again == manifest.files_of(told)
    assert {"disclosure.docx", "disclosure.pdf", "disclosure.xlsx", "verify.py"} <= set(again)
    assert disk.differing(tree.root() / "e" / edition.token, again) == []
    assert verifier.verify(tree.root() / "e" / edition.token).is_sound
