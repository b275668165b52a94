"""The list of an uploaded file's tables: what was read, what is proposed, what is decided so far."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from projects.forms.answers import AnswersForm
from projects.importing.accepting import contents_of, decide, decided, proposals_for
from projects.importing.deciding import Answer, problem
from projects.importing.importer import Importer
from projects.importing.telling import other_years
from projects.models import IncomingFile, TableFramework
from projects.views.importing import ONLY_IMPORTERS

PAGE = 100  # tables


class Deciding:
    """A file that was read, in the hands of its owner."""

    def __init__(self, request: HttpRequest, incoming: IncomingFile) -> None:
        """PermissionDenied where the person may not import any more; ImportRefused where the file is gone."""
        importer = Importer.of(request.user, incoming.district, incoming.year)
        if importer is None:
            raise PermissionDenied(ONLY_IMPORTERS)
        self.request, self.incoming, self.importer = request, incoming, importer
        self.contents = contents_of(incoming)
        self.proposed = proposals_for(incoming, self.contents, importer)
        self._pages = Paginator(self.proposed, PAGE)
        self._formless = TableFramework.objects.current(incoming.district, incoming.year) is None

    def keep(self) -> None:
        """What was sent about the tables of one page."""
        form = self._form(self._pages.get_page(self.request.POST.get("at")), self.request.POST)
        answered = form.answered()
        told = (bool(form.cleaned_data.get(name)) for name in ("confirmed", "framework"))
        decide(self.incoming, answered, *told)

    def page(self, number: str | int | None, sentence: str = "", judged: bool = False) -> HttpResponse:
        """One page of the list; `judged`: the one with the first table that stands in the way, marked."""
        page = self._pages.get_page(self._first_problem() if judged else number)
        titles = [one.title for one in self.contents.tables]
        context = {
            "incoming": self.incoming,
            "page": page,
            "form": self._form(page, judged=judged),
            "importer": self.importer,
            "sentence": sentence,
            "formless": self._formless,
            "years": other_years(self.contents.narrative, titles, self.incoming.year),
            "other_grids": self.contents.other_grids,
            "known": sum(bool(one.known) for one in self.proposed),
            "counts": self._counts(),
        }
        return render(self.request, "projects/importing/deciding.html", context)

    def _form(self, page: Page, data: Any = None, judged: bool = False) -> AnswersForm:
        return AnswersForm(
            data,
            shown=list(page),
            answers=self._answers,
            importer=self.importer,
            formless=self._formless and self.importer.is_finance,
            guessing=any(one.guess for one in self.proposed),
            action=reverse("incoming_take", args=[self.incoming.pk]),
            judged=judged,
            initial={name: self.incoming.choices.get(name, False) for name in ("confirmed", "framework")},
        )

    @property
    def _answers(self) -> dict[int, Answer]:
        return decided(self.incoming, self.proposed)

    def _first_problem(self) -> int:
        answers = self._answers
        for one in self.proposed:
            if answers[one.index].take and problem(one, answers[one.index], self.importer):
                return one.index // PAGE + 1
        return 1

    def _counts(self) -> dict[str, int]:
        """How many cells are guessed and not understood, over all tables."""
        names = ("guessed", "not_understood")
        return {name: sum(getattr(one, name) for one in self.contents.tables) for name in names}
