"""预览稿 as a file: a small one is drawn while the person waits, a large one by a worker."""

from budget_site.accounts.models import User
from disclosures.document import to_bytes
from disclosures.editing.drafts import name_of
from disclosures.models import DisclosureDraft
from disclosures.publishing import drawing, service
from disclosures.publishing.refused import NotPublished
from projects.jobs import JobFailed, Outcome, Progress, register, submit
from projects.models import Job
from projects.rendering.failure import RenderError

RENDERERS = {"docx": "word", "pdf": "pdf"}
AT_ONCE = {"pdf": 40, "docx": 300}  # tables that are drawn while the person waits: within ten seconds
OUT_OF_SIGHT = "这份公开稿您现在看不到了，可能您的任职有了变动。"


def submit_for(draft: DisclosureDraft, user: User, form: str) -> Job:
    """JobFailed, with a sentence, where the person has too much unfinished work."""
    parameters = {"draft": draft.pk, "district": draft.district.code, "form": form}
    return submit(Job.Kind.PREVIEW, user, f"生成{name_of(draft)}的预览稿", parameters)


def file_name(draft: DisclosureDraft, form: str) -> str:
    return f"{name_of(draft)}（预览稿）.{form}"


@register(Job.Kind.PREVIEW)
def preview(job: Job, progress: Progress) -> Outcome:
    """Of the draft as it is when it is drawn, for whoever may see it then."""
    seen = DisclosureDraft.objects.visible_to(job.owner).select_related("district__parent", "department")
    draft, form = seen.filter(pk=job.parameters["draft"]).first(), job.parameters["form"]
    if draft is None:
        raise JobFailed(OUT_OF_SIGHT)
    try:
        disclosure, facts = service.preview(draft)
        content = progress.apart(f"{drawing.__name__}.draw_one", RENDERERS[form], to_bytes(disclosure), facts)
    except (NotPublished, RenderError) as refused:
        raise JobFailed(str(refused)) from refused
    drawn = [str(one.id) for one in disclosure.projects]
    return Outcome(f"共{len(drawn)}张表。", content, file_name(draft, form), {"drawn": drawn})
