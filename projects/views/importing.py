"""Where an import begins and where it can be taken back: the page of a year."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from budget_site import file_names
from budget_site.guarding.costs import Kind, costs
from budget_site.json_answers import problem, wants_json
from budget_site.uploads import too_large
from projects.drafting.starting import NoFramework, empty_table_of, framework_of
from projects.formats import FORMATS
from projects.forms.importing import UploadForm, most
from projects.importing.importer import Importer, imports_seen, undoable
from projects.importing.incoming import receive
from projects.importing.refused import ImportRefused
from projects.importing.undoing import undo
from projects.jobs import JobFailed
from projects.jobs.submitting import UNFINISHED
from projects.models import IncomingFile, TableFramework
from projects.places import district_or_404
from projects.rendering.blank import template

YEARS = range(2000, 2100)
RECENT = 20
ONLY_IMPORTERS = "导入由部门的经办人或财政部门办理；您在这个区划没有这样的岗位。"
NOT_UNDOABLE = "这次导入的表不都由您填写，不能由您撤销；请联系导入的人或这些部门的经办人。"


def importer_or_403(request: HttpRequest, district: str, year: int) -> Importer:
    """This person in that year; 404 where there is nothing to see, 403 with a sentence for other roles."""
    place = district_or_404(request.user, district)
    if year not in YEARS:
        raise Http404
    importer = Importer.of(request.user, place, year)
    if importer is None:
        raise PermissionDenied(ONLY_IMPORTERS)
    return importer


@costs(Kind.UPLOAD, method="POST")
@require_http_methods(["GET", "HEAD", "POST"])
def import_new(request: HttpRequest, district: str, year: int) -> HttpResponse:
    """The upload, what is still on its way, what came in lately. POST leads to the page of the file."""
    importer = importer_or_403(request, district, year)
    form = UploadForm(
        request.POST or None, request.FILES or None, importer=importer, too_large=too_large(request)
    )
    if request.method == "POST":
        form.is_bound = True
        if form.is_valid() and (incoming := _received(form, importer)):
            return _leads_to(request, incoming)
        if wants_json(request):
            sentences = [sentence for errors in form.errors.values() for sentence in errors]
            return problem(422, "refused", "".join(sentences))
    return render(request, "projects/importing/new.html", _about(importer) | {"form": form})


def _received(form: UploadForm, importer: Importer) -> IncomingFile | None:
    try:
        return receive(importer, form.cleaned_data["file"], form.cleaned_data.get("department"))
    except JobFailed as busy:
        form.add_error(None, str(busy))
        return None


def _leads_to(request: HttpRequest, incoming: IncomingFile) -> HttpResponse:
    answer = redirect("incoming", incoming.pk)
    return JsonResponse({"next": answer.url}) if wants_json(request) else answer


def _about(importer: Importer) -> dict:
    user, place, year = importer.user, importer.district, importer.year
    of_year = {"district": place, "year": year}
    recent = imports_seen(user).filter(**of_year).select_related("imported_by", "undone_by")
    waiting = IncomingFile.objects.visible_to(user).filter(
        Q(job__state__in=UNFINISHED) | ~Q(reading=""), **of_year, table_import=None
    )
    framework = TableFramework.objects.current(place, year)
    return of_year | {
        "recent": recent.annotate(count=Count("tables"))[:RECENT],
        "undoable": set(undoable(user).filter(**of_year).values_list("pk", flat=True)),
        "waiting": waiting.select_related("job"),
        "framework": framework,
        "reviews": importer.is_finance,
        "may_upload": framework is not None or importer.is_finance,
        "importer": importer,
        "most": most(),
    }


@require_safe
def import_template(request: HttpRequest, district: str, year: int) -> HttpResponse:
    """The year's form as a workbook to fill in."""
    importer = importer_or_403(request, district, year)
    try:
        framework = framework_of(importer.district, year)
    except NoFramework as none:
        raise Http404 from none
    response = HttpResponse(template(empty_table_of(framework)), content_type=FORMATS["xlsx"].content_type)
    name = f"{importer.district}{year}年项目绩效目标表填报模板.xlsx"
    response["Content-Disposition"] = file_names.attachment(name)
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def import_undo(request: HttpRequest, pk: int) -> HttpResponse:
    """What would go, and the question whether it shall; POST takes the import back."""
    seen = imports_seen(request.user).select_related("district", "imported_by", "undone_by")
    table_import = get_object_or_404(seen, pk=pk)
    if table_import.undone_at is None and not undoable(request.user).filter(pk=pk).exists():
        raise PermissionDenied(NOT_UNDOABLE)
    refused = ""
    if request.method == "POST":
        try:
            count = undo(table_import, request.user)
        except ImportRefused as reason:
            refused = str(reason)
        else:
            messages.success(request, f"已撤销“{table_import.filename}”的导入，收回{count}张表。")
            return redirect("import_new", table_import.district.code, table_import.year)
    made = table_import.tables.exclude(version=None).filter(before=None).count()
    context = {"import": table_import, "refused": refused, "made": made}
    context["updated"] = table_import.tables.exclude(version=None).exclude(before=None).count()
    return render(request, "projects/importing/undo.html", context)
