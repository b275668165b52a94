"""PDFs that act, carry, loop, lie or unpack without end."""

import io
import zlib
from collections.abc import Iterator
from functools import partial

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from tests.projects.hostile.case import OUTSIDE, READ, Case
from tests.projects.review.papers import a_pdf, a_word, carrying_pdf, locked_pdf

_BROKEN, _ACTING, _CARRYING, _TANGLED = "损坏", "动作", "夹带", "复杂"
_ACTIONS = {
    "script": Dictionary(S=Name.JavaScript, JS=String("app.launchURL('http://x')")),
    "script in capitals": Dictionary(S=Name("/JavaScript"), JS=String("1")),
    "launch": Dictionary(S=Name.Launch, F=String("cmd.exe")),
    "submit": Dictionary(S=Name.SubmitForm, F=String(OUTSIDE)),
    "import": Dictionary(S=Name.ImportData, F=String("a.fdf")),
    "go to an embedded file": Dictionary(S=Name.GoToE, T=Dictionary(R=Name.C)),
    "rendition": Dictionary(S=Name.Rendition, OP=0),
    "movie": Dictionary(S=Name.Movie),
    "share": Dictionary(S=Name.GoToR, F=String(r"\\127.0.0.1\share\a.pdf")),
}


def of_pdfs() -> Iterator[Case]:
    for name, action in _ACTIONS.items():
        yield Case(f"{name} when opened", partial(a_pdf, OpenAction=action), _ACTING)
        yield Case(f"{name} when printed", partial(a_pdf, AA=Dictionary(WP=action)), _ACTING)
        after = Dictionary(S=Name.Named, N=Name.FirstPage, Next=Array([action]))
        yield Case(f"{name} afterwards", partial(a_pdf, OpenAction=after), _ACTING)
    yield Case("form that acts", partial(a_pdf, AcroForm=Dictionary(XFA=String("<xdp/>"))), _ACTING)
    yield Case("script in a name tree", partial(a_pdf, Names=Dictionary(JavaScript=Dictionary())), _ACTING)
    yield Case("rich media", partial(a_pdf, A=Dictionary(RichMediaContent=Dictionary())), _ACTING)
    yield Case("a file inside", carrying_pdf, _CARRYING)
    yield Case("a password to open", partial(locked_pdf, user="甲", owner="乙"), "密码")
    yield Case("a password to print", partial(locked_pdf, owner="乙"), "密码")
    yield Case("arrays seventy deep", partial(a_pdf, X=_deep(70)), _TANGLED)
    yield Case(
        "arrays twenty thousand deep",
        partial(_pages, "/Kids [3 0 R]", b"[" * 20_000),
        f"{_TANGLED}|{_BROKEN}",
    )
    whole = _sound()
    for place in range(0, len(whole), 97):
        told = f"{_BROKEN}|不是|空的" if place < 5 else f"{_BROKEN}|{READ}"
        yield Case(f"cut at {place}", partial(_cut, place), told)
    for name, text, told in (
        ("pages in a circle", _pages("/Kids [2 0 R]"), f"{_BROKEN}|{READ}"),
        (
            "pages in a larger circle",
            _pages("/Kids [3 0 R]", b"<< /Type /Pages /Kids [2 0 R] /Count 1 >>"),
            _BROKEN,
        ),
        ("a million pages, it says", _pages("/Kids [3 0 R] /Count 1000000"), f"{_BROKEN}|{READ}"),
        ("no pages", _pages("/Kids []"), _BROKEN),
        ("table in a circle", _table("/Prev {at}"), f"{_BROKEN}|{READ}"),
        ("table of a milliard", _sound().replace(b"xref\n0 4", b"xref\n0 999999999"), f"{_BROKEN}|{READ}"),
        (
            "table beyond the end",
            _sound().replace(b"startxref\n", b"startxref\n9999999"),
            f"{_BROKEN}|{READ}",
        ),
        (
            "catalogue that is a number",
            _sound().replace(b"<< /Type /Catalog /Pages 2 0 R >>", b"7" * 33),
            _BROKEN,
        ),
        ("catalogue that is itself", _sound().replace(b"/Pages 2 0 R", b"/Pages 1 0 R"), _BROKEN),
        ("no catalogue", _sound().replace(b"/Root 1 0 R", b"/Roof 1 0 R"), _BROKEN),
        (
            "length in a circle",
            _pages("/Kids [3 0 R]", b"<< /Length 3 0 R >>\nstream\nx\nendstream"),
            f"{_BROKEN}|{READ}",
        ),
        ("deep without an object", b"%PDF-1.7\n1 0 obj\n" + b"[" * 200_000, _BROKEN),
        ("dictionaries deep", b"%PDF-1.7\n1 0 obj\n" + b"<</A" * 100_000, _BROKEN),
        ("nothing but its head", b"%PDF-1.7\n%%EOF", _BROKEN),
        ("a number without end", b"%PDF-1.7\n1 0 obj\n" + b"9" * 1_000_000, _BROKEN),
        ("a name without end", b"%PDF-1.7\n1 0 obj\n/" + b"a" * 1_000_000, _BROKEN),
        ("a text never closed", b"%PDF-1.7\n1 0 obj\n(" + b"(" * 1_000_000, _BROKEN),
        ("objects without end", _objects(110_000), f"{_TANGLED}|{READ}"),
        ("noughts behind its head", b"%PDF-1.7\n" + bytes(1_000_000), _BROKEN),
    ):
        yield Case(name, partial(bytes, text), told)
    yield Case("objects packed without end", partial(_packed_objects, 400_000), f"{_TANGLED}|{_BROKEN}")
    yield Case("objects in a bomb", _object_bomb, f"{_TANGLED}|{_BROKEN}")
    yield Case("table in a bomb", partial(_table_bomb, 200_000_000), f"{_TANGLED}|{_BROKEN}")
    yield Case("table in a smaller bomb", partial(_table_bomb, 50_000_000), f"{_TANGLED}|{_BROKEN}")
    # A page that unpacks to a gigabyte is unpacked by nobody here: readers draw what they can of it.
    yield Case("picture in a bomb", partial(a_pdf, X=Array([])), READ)
    yield Case("pages in a bomb", _page_bomb, READ)
    yield Case("pdf and archive", lambda: _sound() + a_word(), READ)
    yield Case("page and script", lambda: _sound() + b"<script>alert(1)</script>", READ)


def _deep(depth: int) -> Array:
    return pikepdf.Object.parse(b"[" * depth + b"]" * depth)


def _sound() -> bytes:
    return _pages("/Kids [3 0 R] /Count 1")


def _pages(kids: str, third: bytes = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>") -> bytes:
    about = [b"<< /Type /Catalog /Pages 2 0 R >>", f"<< /Type /Pages {kids} >>".encode(), third]
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, one in enumerate(about, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + one + b"\nendobj\n"
    at = len(out)
    out += b"xref\n0 4\n0000000000 65535 f \n" + b"".join(
        f"{place:010} 00000 n \n".encode() for place in places
    )
    out += f"trailer\n<< /Root 1 0 R /Size 4 >>\nstartxref\n{at}\n%%EOF\n".encode()
    return bytes(out)


def _table(more: str) -> bytes:
    whole = _sound()
    at = whole.rfind(b"xref\n0 4")
    return whole.replace(b"/Size 4", f"/Size 4 {more.format(at=at)}".encode())


def _cut(place: int) -> bytes:
    return _sound()[:place]


def _objects(count: int) -> bytes:
    body = b"".join(f"{number} 0 obj\n<< /A {number} >>\nendobj\n".encode() for number in range(4, count))
    return _sound().replace(b"xref\n0 4", body + b"xref\n0 4", 1)


def _packed_objects(count: int) -> bytes:
    with pikepdf.Pdf.new() as pdf:
        pdf.add_blank_page()
        pdf.Root.X = Array([Array([Dictionary() for _ in range(1_000)]) for _ in range(count // 1_000)])
        target = io.BytesIO()
        pdf.save(target, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return target.getvalue()


def _stream(about: str, data: bytes) -> bytes:
    packed = zlib.compress(data, 9)
    head = f"<< {about} /Filter /FlateDecode /Length {len(packed)} >>\nstream\n"
    return head.encode() + packed + b"\nendstream"


def _object_bomb() -> bytes:
    """Objects that lie in a stream of two hundred megabytes."""
    inside = b"4 0 " + b" " * 200_000_000
    return _pages("/Kids [3 0 R] /Count 1", _stream("/Type /ObjStm /N 1 /First 4", inside)) + _crossed()


def _crossed() -> bytes:
    return (
        b"9 0 obj\n<< /Type /XRef /Size 9 /W [1 2 1] /Root 1 0 R /Length 0 >>\nstream\n\nendstream\nendobj\n"
    )


def _table_bomb(size: int) -> bytes:
    """The table of all objects is itself a stream, of so many bytes."""
    out = bytearray(b"%PDF-1.7\n")
    at = len(out)
    about = f"/Type /XRef /Size {size // 5} /W [1 2 2] /Root 1 0 R"
    out += b"1 0 obj\n" + _stream(about, (b"\1\0\0\0\0" * (size // 5))) + b"\nendobj\n"
    return bytes(out) + f"startxref\n{at}\n%%EOF\n".encode()


def _page_bomb() -> bytes:
    with pikepdf.Pdf.new() as pdf:
        page = pdf.add_blank_page()
        page.Contents = pdf.make_stream(zlib.compress(bytes(100_000_000), 9), Filter=Name.FlateDecode)
        target = io.BytesIO()
        pdf.save(target, compress_streams=False)
        return target.getvalue()
