"""Every field that people fill in says what belongs there, or its name does: those are listed here."""

import importlib
import inspect
import pkgutil

import pytest
from django import forms

import budget_site.accounts.forms
import disclosures.forms
import projects.forms

MODULES = [
    module.name
    for package in (budget_site.accounts.forms, projects.forms, disclosures.forms)
    for module in pkgutil.iter_modules(package.__path__, f"{package.__name__}.")
]
# What the label says is all there is to say, or the form's template says more beside the field.
PLAIN = {
    "AnswersForm": {"framework", "confirmed"},
    "AssessmentForm": {"necessity", "economy", "target", "feasibility", "funding", "conclusion"}
    | {"assessed_by", "assessed_on"},
    "LinkForm": {"project"},
    "CompareForm": {"old", "new"},
    "UploadForm": {"file"},
    "LetterForm": {"number", "dated", "issuer", "project"},
    "ActForm": {"why"},
    "RemarkForm": {"text"},
    "NewProjectForm": {"department"},
    "DepartmentForm": {"name", "into"},
    "LibraryEntryForm": {"class_label", "name"},
    "ChoiceForm": {"choice", "least", "project"},
    "EraseForm": {"password"},
    "SignOffForm": {"stated"},
    "ClockForm": {"began", "whose"},
    "RegisterForm": {"edition", "on"},
    "NewSectionForm": {"title"},
    "SectionForm": {"title"},
    "TitleForm": {"title"},
    "NewPasswordForm": {"old_password"},
    "SignInForm": {"username", "password"},
    "SignInAgainForm": {"username", "password"},
    "DelegationForm": {"holder", "first"},
    "HandOverForm": {"to", "close"},
}


def forms_of(module: str):
    found = importlib.import_module(module)
    for _, one in inspect.getmembers(found, inspect.isclass):
        if issubclass(one, forms.BaseForm) and one.__module__ == module:
            yield one


FORMS = [form for module in MODULES for form in forms_of(module)]


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.__name__)
def test_a_field_has_a_help_text_or_a_name_that_needs_none(form):
    shown = {name: one for name, one in form.base_fields.items() if not one.widget.is_hidden}
    assert {name for name, one in shown.items() if not one.help_text} == PLAIN.get(form.__name__, set())


def test_the_list_names_forms_that_are_there():
    assert set(PLAIN) <= {form.__name__ for form in FORMS}
