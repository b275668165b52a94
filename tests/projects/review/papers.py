"""Papers as offices upload them, sound ones and such as were made to hurt; and a letter that was issued."""

import io
from datetime import date
from uuid import uuid4

import pikepdf
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from budget_site.accounts.models import User
from budget_site.trail.recording import sha256
from projects.models import Assessment, AssessmentFile, LetterTable, Project, ReplyLetter
from projects.review.freezing import freeze
from projects.review.papers import FOLDER
from tests.wordml import docx, p


def a_pdf(**root) -> bytes:
    """One blank page; `root` are entries of its catalogue."""
    with pikepdf.Pdf.new() as pdf:
        pdf.add_blank_page()
        for name, value in root.items():
            pdf.Root[f"/{name}"] = value
        return _saved(pdf)


def _saved(pdf: pikepdf.Pdf, **options) -> bytes:
    target = io.BytesIO()
    pdf.save(target, **options)
    return target.getvalue()


def locked_pdf(**passwords: str) -> bytes:
    with pikepdf.open(io.BytesIO(a_pdf())) as pdf:
        return _saved(pdf, encryption=pikepdf.Encryption(**passwords))


def carrying_pdf() -> bytes:
    with pikepdf.open(io.BytesIO(a_pdf())) as pdf:
        pdf.attachments["账.exe"] = b"MZ"
        return _saved(pdf)


def a_picture(form: str = "PNG", size: tuple[int, int] = (8, 8)) -> bytes:
    target = io.BytesIO()
    Image.new("1", size).convert("L" if form == "JPEG" else "1").save(target, form)
    return target.getvalue()


def a_word() -> bytes:
    return docx(p("评估报告"))


def upload(name: str = "评估报告.pdf", data: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, a_pdf() if data is None else data)


def make_paper(project: Project, user: User, filename: str = "评估报告.pdf") -> AssessmentFile:
    """Stored as the service stores one."""
    assessment, _ = Assessment.objects.get_or_create(project=project, defaults={"changed_by": user})
    content = f"pdf {uuid4()}".encode()
    about = {"filename": filename, "kind": "pdf", "size": len(content), "file_hash": sha256(content)}
    made = AssessmentFile(assessment=assessment, uploaded_by=user, **about)
    made.file.save(uuid4().hex, ContentFile(content))
    assert made.file.name.startswith(FOLDER)
    return made


def make_letter(project: Project, user: User, number: str = "芦财绩〔2025〕1号") -> ReplyLetter:
    """With the project's one version, as it stands; the service makes them otherwise."""
    version = project.versions.get()
    if version.frozen is None:
        freeze(version, user)
        version.save()
    letter = ReplyLetter.objects.create(
        district=project.district,
        department=project.department,
        year=project.year,
        number=number,
        dated=date(2025, 3, 1),
        issuer="芦台经济开发区财政局",
        addressee=str(project.department),
        issued_by=user,
    )
    LetterTable.objects.create(letter=letter, version=version, position=1, frozen_hash=version.frozen_hash)
    return letter
