from django.urls import path, register_converter

from projects.formats import FORMATS
from projects.views import (
    acting,
    assessing,
    binned,
    board,
    budget_list,
    carrying,
    desk,
    drafting,
    examined,
    findings,
    frameworks,
    handbook,
    history,
    importing,
    inbox,
    incoming,
    jobs,
    letters,
    library,
    lists,
    many,
    new_year,
    replying,
    review_setup,
    reviewing,
    rules,
    saving,
    starting,
    suggesting,
    tables,
    talking,
)


class FormatConverter:
    """A file format by the ending of its name."""

    regex = "|".join(FORMATS)

    def to_python(self, value: str):
        return FORMATS[value]

    def to_url(self, value) -> str:
        return getattr(value, "name", value)


register_converter(FormatConverter, "format")

urlpatterns = [
    path("tables/<slug:district>/<int:year>/setup/", new_year.new_year, name="new_year"),
    path("tables/<slug:district>/<int:year>/setup/form/", new_year.new_year_form, name="new_year_form"),
    path(
        "tables/<slug:district>/<int:year>/setup/deadlines/",
        new_year.new_year_deadlines,
        name="new_year_deadlines",
    ),
    path(
        "tables/<slug:district>/<int:year>/setup/department/<int:pk>/",
        new_year.department_change,
        name="department_change",
    ),
    path("tables/<slug:district>/<int:year>/setup/passwords/", lists.new_year_slip, name="new_year_slip"),
    path(
        "tables/<slug:district>/<int:year>/setup/<slug:kind>/template.xlsx",
        lists.new_year_template,
        name="new_year_template",
    ),
    path("tables/<slug:district>/<int:year>/setup/<slug:kind>/", lists.new_year_list, name="new_year_list"),
    path(
        "tables/<slug:district>/<int:year>/setup/<slug:kind>/confirm/",
        lists.new_year_list_confirm,
        name="new_year_list_confirm",
    ),
    path("frameworks/<int:pk>/", frameworks.framework, name="framework"),
    path("frameworks/<int:pk>/revise/", frameworks.framework_revise, name="framework_revise"),
    path("frameworks/<int:pk>/preview/", frameworks.framework_preview, name="framework_preview"),
    path("library/<slug:district>/", library.library, name="library"),
    path("library/<slug:district>/refresh/", library.library_refresh, name="library_refresh"),
    path("library/entries/<int:pk>/", library.library_mark, name="library_mark"),
    path("rules/", rules.rules, name="rules"),
    path("handbook/", handbook.handbook, name="handbook"),
    path("handbook/sign-in/", handbook.handbook_sign_in, name="handbook_sign_in"),
    path("handbook/<slug:slug>/", handbook.handbook_chapter, name="handbook_chapter"),
    path("tables/<slug:district>/<int:year>/rules/", rules.rule_settings, name="rule_settings"),
    path(
        "tables/<slug:district>/<int:year>/rules/count/",
        rules.rule_settings_count,
        name="rule_settings_count",
    ),
    path("", tables.home, name="home"),
    path("tables/<slug:district>/<int:year>/", desk.year, name="year"),
    path("tables/<slug:district>/<int:year>/bulk/", desk.bulk, name="bulk"),
    path("tables/<slug:district>/<int:year>/many/", many.many, name="many"),
    path("jobs/<uuid:pk>/many/", many.many_told, name="many_told"),
    path("tables/<slug:district>/<int:year>/findings/", findings.findings, name="findings"),
    path("tables/<slug:district>/<int:year>/findings.xlsx", findings.findings_file, name="findings_file"),
    path(
        "tables/<slug:district>/<int:year>/findings/compare/",
        findings.findings_compare,
        name="findings_compare",
    ),
    path("tables/<slug:district>/<int:year>/board/", board.board, name="board"),
    path("tables/<slug:district>/<int:year>/budget-list/", budget_list.budget_list, name="budget_list"),
    path(
        "tables/<slug:district>/<int:year>/budget-list/template.xlsx",
        budget_list.budget_list_template,
        name="budget_list_template",
    ),
    path(
        "tables/<slug:district>/<int:year>/budget-list/upload/",
        budget_list.budget_list_upload,
        name="budget_list_upload",
    ),
    path(
        "tables/<slug:district>/<int:year>/budget-list/confirm/",
        budget_list.budget_list_confirm,
        name="budget_list_confirm",
    ),
    path(
        "tables/<slug:district>/<int:year>/budget-list/link/",
        budget_list.budget_list_link,
        name="budget_list_link",
    ),
    path("tables/<slug:district>/<int:year>/bin/", binned.binned, name="bin"),
    path("tables/<slug:district>/<int:year>/carry/", carrying.carry, name="carry"),
    path("projects/<uuid:pk>/restore/", binned.restore, name="project_restore"),
    path("tables/<slug:district>/<int:year>/tables.<format:form>", tables.year_file, name="year_file"),
    path("tables/<slug:district>/<int:year>/import/", importing.import_new, name="import_new"),
    path(
        "tables/<slug:district>/<int:year>/import/template.xlsx",
        importing.import_template,
        name="import_template",
    ),
    path("imports/undo/<int:pk>/", importing.import_undo, name="import_undo"),
    path("imports/<uuid:pk>/", incoming.incoming, name="incoming"),
    path("imports/<uuid:pk>/progress/", incoming.incoming_progress, name="incoming_progress"),
    path("imports/<uuid:pk>/take/", incoming.incoming_take, name="incoming_take"),
    path("imports/<uuid:pk>/drop/", incoming.incoming_drop, name="incoming_drop"),
    path("imports/<uuid:pk>/<int:index>/", incoming.incoming_table, name="incoming_table"),
    path("tables/<slug:district>/<int:year>/letters/", letters.letters, name="letters"),
    path(
        "tables/<slug:district>/<int:year>/letters/new/<int:department>/",
        replying.letter_new,
        name="letter_new",
    ),
    path("letters/<int:pk>/letter.<format:form>", letters.letter_file, name="letter_file"),
    path("districts/<slug:district>/review-setup/", review_setup.review_setup, name="review_setup"),
    path("inbox/", inbox.inbox, name="inbox"),
    path("inbox/read/", inbox.notices_read, name="notices_read"),
    path("inbox/<uuid:pk>/read/", inbox.notice_read, name="notice_read"),
    path("jobs/", jobs.jobs, name="jobs"),
    path("jobs/progress/", jobs.jobs_progress, name="jobs_progress"),
    path("jobs/<uuid:pk>/", jobs.job, name="job"),
    path("jobs/<uuid:pk>/progress/", jobs.job_progress, name="job_progress"),
    path("jobs/<uuid:pk>/cancel/", jobs.job_cancel, name="job_cancel"),
    path("jobs/<uuid:pk>/remove/", jobs.job_remove, name="job_remove"),
    path("jobs/<uuid:pk>/file/", jobs.job_file, name="job_file"),
    path("projects/<uuid:pk>/", tables.project, name="project"),
    path("projects/new/<slug:district>/<int:year>/", starting.project_new, name="project_new"),
    path("projects/<uuid:pk>/marks/", assessing.project_marks, name="project_marks"),
    path("projects/<uuid:pk>/assessment/", assessing.assessment, name="assessment"),
    path("projects/<uuid:pk>/assessment/files/", assessing.assessment_file, name="assessment_file"),
    path(
        "projects/<uuid:pk>/assessment/files/<uuid:file>/",
        assessing.assessment_file_get,
        name="assessment_file_get",
    ),
    path(
        "projects/<uuid:pk>/assessment/files/<uuid:file>/remove/",
        assessing.assessment_file_remove,
        name="assessment_file_remove",
    ),
    path("projects/<uuid:pk>/review/", reviewing.review, name="review"),
    path("projects/<uuid:pk>/timeline/", reviewing.project_timeline, name="timeline"),
    path("projects/<uuid:pk>/step/<slug:action>/", acting.step, name="step"),
    path("projects/<uuid:pk>/checklist/", acting.checklist, name="checklist"),
    path("projects/<uuid:pk>/checklist/<int:position>/", acting.return_answer, name="return_answer"),
    path("projects/<uuid:pk>/talk/", talking.talk, name="talk"),
    path("projects/<uuid:pk>/talk/<slug:kind>/<uuid:thread>/", talking.talk_more, name="talk_more"),
    path("projects/<uuid:pk>/edit/", drafting.draft, name="draft"),
    path("projects/<uuid:pk>/history/", history.snapshots, name="snapshots"),
    path("projects/<uuid:pk>/history/compare/", history.snapshots_compare, name="snapshots_compare"),
    path(
        "projects/<uuid:pk>/history/<int:number>/restore/", history.snapshot_restore, name="snapshot_restore"
    ),
    path("projects/<uuid:pk>/findings/", examined.project_findings, name="project_findings"),
    path("projects/<uuid:pk>/edit/findings/", examined.draft_findings, name="draft_findings"),
    path("projects/<uuid:pk>/save/", saving.draft_save, name="draft_save"),
    path("projects/<uuid:pk>/suggestions/", suggesting.draft_suggestions, name="draft_suggestions"),
    path("projects/<uuid:pk>/presence/", saving.draft_presence, name="draft_presence"),
    path("projects/<uuid:pk>/table.<format:form>", tables.project_file, name="project_file"),
    path("projects/<uuid:pk>/versions/<int:number>/", tables.table_version, name="table_version"),
    path(
        "projects/<uuid:pk>/versions/<int:number>/table.<format:form>",
        tables.table_version_file,
        name="table_version_file",
    ),
]
