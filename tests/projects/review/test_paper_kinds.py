"""What an uploaded file is and whether it may be kept: by what is in it, never by its name."""

import io
import struct
import zlib

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from projects.importing.limits import Limits
from projects.review.paper_kinds import MOST_BYTES, PaperRefused, kind_of
from projects.review.paper_pdf import ACTING, BROKEN, CARRYING, LOCKED
from tests import hostile
from tests.projects.review.papers import a_pdf, a_picture, a_word, carrying_pdf, locked_pdf
from tests.wordml import OFFICE, parts_of, zipped

LIMITS = Limits()


def script() -> Dictionary:
    return Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


def kind(data: bytes) -> str:
    return kind_of(io.BytesIO(data), LIMITS)


def refusal(data: bytes) -> str:
    with pytest.raises(PaperRefused) as refused:
        kind(data)
    return str(refused.value)


@pytest.mark.parametrize(
    ("data", "name"),
    [(a_pdf(), "pdf"), (a_word(), "docx"), (a_picture(), "png"), (a_picture("JPEG"), "jpg")],
    ids=["pdf", "docx", "png", "jpg"],
)
def test_the_four_kinds_are_known_by_what_is_in_them(data, name):
    assert kind(data) == name


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"MZ\x90\0" + bytes(2000), "这不是 PDF"),
        (b"<html><script>alert(1)</script>", "这不是 PDF"),
        (b"", "文件是空的"),
        (b"GIF89a" + bytes(100), "这不是 PDF"),
        (b"\n\n%PDF-1.7", "这不是 PDF"),
        (hostile.ole2("WordDocument"), "旧版 .doc"),
        (hostile.ole2("EncryptedPackage"), "设有密码"),
    ],
    ids=["exe", "html", "empty", "gif", "late pdf", "doc", "encrypted docx"],
)
def test_other_files_are_told_apart_whatever_they_are_called(data, told):
    assert told in refusal(data)


def with_action(place: str) -> bytes:
    with pikepdf.Pdf.new() as pdf:
        page = pdf.add_blank_page()
        hidden = pdf.make_indirect(script())
        if place == "name tree":
            pdf.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("a"), hidden])))
        elif place == "annotation":
            page.Annots = Array([Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 1, 1], A=hidden)])
        elif place == "form":
            pdf.Root.AcroForm = Dictionary(Fields=Array([]), XFA=String("<xdp/>"))
        elif place == "nested":
            page.AA = Dictionary(O=Dictionary(S=Name.GoTo, D=Array([page.obj]), Next=Array([hidden])))
        target = io.BytesIO()
        pdf.save(target, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return target.getvalue()


@pytest.mark.parametrize("place", ["name tree", "annotation", "form", "nested"])
def test_a_pdf_with_a_script_anywhere_is_refused(place):
    assert refusal(with_action(place)) == ACTING


@pytest.mark.parametrize(
    "action",
    [
        script(),
        Dictionary(S=Name.Launch, F=String("cmd.exe")),
        Dictionary(S=Name.SubmitForm, F=String("http://example.org")),
        Dictionary(S=Name.ImportData, F=String("x.fdf")),
    ],
    ids=["script", "launch", "submit", "import"],
)
def test_a_pdf_that_does_something_by_itself_is_refused(action):
    assert refusal(a_pdf(OpenAction=action)) == ACTING


def test_a_pdf_that_opens_at_a_page_and_links_is_taken():
    link = Dictionary(S=Name.URI, URI=String("https://example.org"))
    assert kind(a_pdf(OpenAction=Dictionary(S=Name.Named, N=Name.FirstPage), Further=link)) == "pdf"


@pytest.mark.parametrize(
    "passwords", [{"user": "甲", "owner": "乙"}, {"owner": "乙"}], ids=["to open", "to print"]
)
def test_a_pdf_with_a_password_is_refused(passwords):
    assert refusal(locked_pdf(**passwords)) == LOCKED


def test_a_pdf_with_a_file_inside_is_refused():
    assert refusal(carrying_pdf()) == CARRYING


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"%PDF-1.7\n" + b"\xff" * 5000, a_pdf()[:60]])
def test_a_broken_pdf_is_told_as_such(data):
    assert refusal(data) == BROKEN


def linked(kind_of_link: str, target: str, mode: str = "External") -> bytes:
    """A Word file of which a part points somewhere."""
    rels = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship'
        f' Id="r9" Type="{OFFICE}/{kind_of_link}" Target="{target}" TargetMode="{mode}"/></Relationships>'
    )
    return zipped(parts_of("<w:p/>", "") | {"word/_rels/footnotes.xml.rels": rels})


@pytest.mark.parametrize(
    ("link", "target"),
    [
        ("attachedTemplate", "http://example.org/a.dotm"),
        ("image", "file://server/share/a.png"),
        ("frame", "https://example.org"),
        ("hyperlink", "file://server/share/a.exe"),
        ("hyperlink", "javascript:alert(1)"),
    ],
)
def test_a_word_file_that_reaches_out_is_refused(link, target):
    assert "指向外部的内容" in refusal(linked(link, target))


def test_a_word_file_may_hold_ordinary_links():
    assert kind(linked("hyperlink", "HTTPS://example.org/zc.html")) == "docx"


@pytest.mark.parametrize("link", ["oleObject", "control", "aFChunk"])
def test_a_word_file_with_something_inside_is_refused(link):
    assert "嵌有其他文件" in refusal(linked(link, "embeddings/a.bin", "Internal"))


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (hostile.with_part("word/vbaProject.bin", b"x"), "宏"),
        (hostile.lying_about_its_size(), "损坏"),  # it is whole for us, a bomb for whoever opens it
        (zipped({"a.txt": "x"}), "压缩包"),
        (zipped(parts_of("<w:p/>", "") | {"word/big.xml": b" " * 60_000_000}), "异常庞大"),
        (a_word()[:-40], "不完整"),
    ],
    ids=["macros", "a lie", "a zip", "a bomb", "cut off"],
)
def test_what_the_import_refuses_of_word_files_is_refused_here(data, told):
    assert told in refusal(data)
    assert "导入" not in refusal(data)


def head_of_png(width: int, height: int) -> bytes:
    """What says how large a picture is, and the beginning of what would be unpacked."""
    parts = (
        b"IHDR" + struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0),
        b"IDAT" + zlib.compress(bytes(99)),
    )
    drawn = (struct.pack(">I", len(part) - 4) + part + struct.pack(">I", zlib.crc32(part)) for part in parts)
    return b"\x89PNG\r\n\x1a\n" + b"".join(drawn)


@pytest.mark.parametrize("size", [(30_001, 10), (20_000, 20_000), (2**31 - 1, 2**31 - 1), (9500, 9500)])
def test_a_picture_that_would_unpack_to_gigabytes_is_refused_unopened(size):
    assert "尺寸过大" in refusal(head_of_png(*size))


@pytest.mark.parametrize(
    "data", [a_picture()[:40], b"\x89PNG\r\n\x1a\n" + bytes(50), b"\xff\xd8\xff" + bytes(50)]
)
def test_a_broken_picture_is_told_as_such(data):
    assert "无法打开" in refusal(data)


def test_more_than_twenty_megabytes_are_refused():
    assert "超过 20 MB" in refusal(a_pdf() + b"\n" * MOST_BYTES)
