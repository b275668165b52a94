"""Where pages are laid out and drawn: one board a process, which keeps faces, parsed and computed styles.

These are the steps that WeasyPrint itself takes in `HTML.render` and `Document.write_pdf`, but for what it
has no setting for: the style computed for an element serves every table after it that asks for the same, the
text is parsed as XML, the drawing of a page is taken as it is, without a file around it, and fonts are not
copied, not cut and not asked of the system. It is therefore pinned exactly, and a test holds every release
against what its public door draws. Why, and how much faster: docs/decisions/0012-volumes.md.
"""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from math import inf
from pathlib import Path
from threading import RLock
from typing import Any
from xml.etree import ElementTree
from xml.sax.saxutils import escape

from cssselect2 import ElementWrapper
from pydyf import Dictionary
from weasyprint import CSS, HTML, UA_COUNTER_STYLE, Document
from weasyprint.css import ComputedStyle, InitialStyle, StyleFor, declaration_precedence
from weasyprint.css.counters import CounterStyle
from weasyprint.css.targets import TargetCollector
from weasyprint.document import Page
from weasyprint.formatting_structure.build import build_formatting_structure
from weasyprint.layout import LayoutContext, layout_document
from weasyprint.pdf.stream import Stream
from weasyprint.text.ffi import ffi, fontconfig, pangoft2
from weasyprint.text.fonts import FontConfiguration

from projects.rendering import fonts
from projects.rendering.failure import RenderError
from projects.rendering.fetching import PackagedFiles
from projects.rendering.paper.parts import Face, take_all

_NAMED = """\
<fontconfig><match target="scan"><test name="file" compare="eq"><string>{file}</string></test>
<edit name="family" mode="prepend"><string>{family}</string></edit></match></fontconfig>"""
STYLES = Path(__file__).resolve().parent.parent / "styles"
POINTS = 0.75  # in a pixel of CSS

# The loaded faces are kept between calls and are not safe for two threads.
one_at_a_time = RLock()


class Fonts(dict):
    """The fonts of a drawing, by WeasyPrint's keys: used, never embedded from here."""

    def __setitem__(self, key: Any, font: Any) -> None:
        font.clean = lambda *_: None  # not cut to its glyphs: many drawings share one set of them
        font.file_content = font.file_content[:4]  # what tells its kind; the rest is tens of megabytes
        font.missing = _Missing(font.glyph_count)
        super().__setitem__(key, font)

    def taken(self) -> dict[str, Face]:
        """What was drawn with each face since the last time, by its name in a drawing."""
        faces: dict[str, Face] = {}
        for font in self.values():
            if font.widths or font.to_unicode:
                own = Face(font.family, font.widths, font.to_unicode, dict(font.missing))
                take_all(faces, {font.hash: own})
            font.widths, font.to_unicode, font.missing = {}, {}, _Missing(font.glyph_count)
        return faces


class _Missing(dict):
    """Glyphs for characters that a face has not: from the code alone, so that all drawings agree."""

    def __init__(self, glyphs: int) -> None:
        super().__init__()
        self._glyphs = glyphs

    def __setitem__(self, code: int, _: int) -> None:
        free = 0xFFFF - self._glyphs
        super().__setitem__(code, self._glyphs + code % free if free > 0 else 0xFFFF)


class _Tree(HTML):
    """A page that is parsed already."""

    def __init__(self, root: ElementTree.Element, fetcher: PackagedFiles) -> None:
        self.base_url, self.url_fetcher, self.media_type = None, fetcher, "print"
        self.wrapper_element = ElementWrapper.from_html_root(root, content_language=None)
        self.etree_element = self.wrapper_element.etree_element


class _Kept(StyleFor):
    """Computed styles that outlive the page: the same for the same rules below the same style."""

    def __init__(self, sheet: CSS, configuration: FontConfiguration) -> None:
        self._sheets = [(sheet, "author", None)]
        self.font_config = configuration
        self.initial_page_sizes = {"box": None, "area": None}
        self._initial = InitialStyle(configuration)
        self._kept: dict[tuple, ComputedStyle] = {}
        self._cascaded_styles, self._computed_styles = {}, {}

    def begin(self, root: ElementWrapper) -> None:
        """Find the styles of all elements of a page; no rule may have a pseudo-element."""
        self._cascaded_styles, self._computed_styles = {}, {}
        top = None
        for element in root.iter_subtree():
            above = self._computed_styles[element.parent.etree_element, None] if element.parent else None
            rules = [rule for sheet, *_ in self._sheets for rule in sheet.matcher.match(element)]
            key = (id(above), *(id(rule[3]) for rule in rules))
            style = self._kept.get(key)
            if style is None:
                style = self._kept[key] = self._computed(above, top, rules)
            top = style if top is None else top
            self._computed_styles[element.etree_element, None] = style

    def _computed(self, above: ComputedStyle | None, top: ComputedStyle | None, rules: list) -> ComputedStyle:
        cascaded: dict[str, tuple] = {}
        for specificity, _, _, (declarations, _) in rules:
            for name, values, important in declarations:
                weight = declaration_precedence("author", important), inf, specificity
                if name not in cascaded or cascaded[name][1] <= weight:
                    cascaded[name] = values, weight
        root = self._initial if top is None else top
        return ComputedStyle(above, cascaded, None, root, None, self.font_config, self.initial_page_sizes)


class Board:
    """The faces of one folder, and the styles of official tables in them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.fetcher = PackagedFiles([STYLES])
        self.configuration = _configured(folder)
        self.variables = CSS(string=fonts.variables(folder))
        self.fonts = Fonts()
        text = fonts.named((STYLES / "pages.css").read_text("utf-8"), folder)
        self._kept = _Kept(CSS(string=text, media_type="print"), self.configuration)
        self._counters = CounterStyle()
        self._counters.update(UA_COUNTER_STYLE)

    def laid_out(self, markup: str) -> list[Page]:
        """The pages of a table, whose markup is XML with the styles of pages.css alone."""
        root = ElementTree.fromstring(markup)
        tree = _Tree(root, self.fetcher)
        self._kept.begin(tree.wrapper_element)
        targets = TargetCollector()
        context = LayoutContext(self._kept, _no_image, self.configuration, self._counters, targets)
        box = build_formatting_structure(
            root, self._kept, _no_image, None, targets, self._counters, context.footnotes
        )
        return [Page(page) for page in layout_document(tree, box, context)]

    def drawn(
        self, page: Page, fonts: dict | None = None
    ) -> tuple[list[bytes], Mapping[Any, dict], dict[str, str]]:
        """The operators of a page's drawing; its pieces of marked content by box; graphics states by name.

        What fonts it is drawn with is noted in the board's own, or in those given.
        """
        tags: dict[Any, dict] = {}
        states = Dictionary()
        resources = Dictionary({"ExtGState": states, "XObject": {}, "ColorSpace": None})
        area = 0, 0, page.width, page.height
        stream = Stream(
            self.fonts if fonts is None else fonts, area, resources, {}, tags, {}, None, compress=False
        )
        stream.transform(d=-1, f=page.height * POINTS)
        page.paint(stream, POINTS)
        return stream.stream, tags, {name: state.data.decode() for name, state in states.items()}

    def document(self, page: str) -> Document:
        """Any page with its own styles, through WeasyPrint's public door."""
        source = HTML(string=page, url_fetcher=self.fetcher, media_type="print")
        return source.render(font_config=self.configuration, stylesheets=[self.variables])


def _configured(folder: Path) -> FontConfiguration:
    """The fonts of the folder, under our names for them, and none of the system's.

    As by `@font-face`, but where the files lie: it would copy all of them for every process, 93 MB.
    """
    with _without_the_system():
        configuration = FontConfiguration()
    config = configuration._config
    for family, path in fonts.faces(folder):
        rule = _NAMED.format(file=escape(str(path)), family=escape(family)).encode()
        fontconfig.FcConfigParseAndLoadFromMemory(config, rule, True)
        if not fontconfig.FcConfigAppFontAddFile(config, str(path).encode()):
            raise RenderError(f"字体 {path.name} 读不出来，可能没有下载完整。请重新运行 make fonts。")
    pangoft2.pango_fc_font_map_config_changed(ffi.cast("PangoFcFontMap *", configuration.font_map))
    return configuration


@contextmanager
def _without_the_system() -> Iterator[None]:
    """fontconfig reads its configuration from where the environment says, while it is made."""
    before = os.environ.get("FONTCONFIG_FILE")
    os.environ["FONTCONFIG_FILE"] = str(STYLES / "fonts.conf")
    try:
        yield
    finally:
        if before is None:
            del os.environ["FONTCONFIG_FILE"]
        else:
            os.environ["FONTCONFIG_FILE"] = before


def _no_image(*_: Any, **__: Any) -> None:
    """A table has no pictures."""


def board(folder: Path) -> Board:
    """The board of this process, made once, and anew where the fonts have changed."""
    return _board(folder, fonts.state(folder))


@lru_cache(maxsize=1)
def _board(folder: Path, _: tuple) -> Board:
    return Board(folder)
