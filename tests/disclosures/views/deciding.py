"""Signing, asking and noting at the staff's pages, as a browser does."""

from disclosures.models import Edition
from disclosures.publishing import work


def form(client, bureau, name="publish", who=None, **said):
    """The form as the page gave it out, with what is said."""
    client.force_login(who or bureau.publisher)
    given = client.get(bureau.at(name)).context["form"]
    return {one.name: one.value() for one in given.hidden_fields()} | said


def signs(client, bureau, says, who=None, **said):
    who = who or bureau.second
    said = form(client, bureau, "sign_off", who, stated="on") | said
    return says(who, bureau.at("sign_off"), **said)


def publishes(client, bureau, says, who=None, **said):
    return says(who or bureau.publisher, bureau.at("publish"), **form(client, bureau, who=who, **said))


def notes(client, bureau, says, note):
    said = form(client, bureau, "note") | {"note": note}
    return says(bureau.publisher, bureau.at("note"), **said)


def made(edition=None) -> Edition:
    """What a worker makes of it."""
    edition = edition or Edition.objects.get(state=Edition.State.PREPARING)
    work.do(edition)
    edition.refresh_from_db()
    return edition


def retitle(bureau, title):
    draft = bureau.now()
    draft.title = title
    draft.save()
