"""The headers of a marked Word file: the line above the text, and the words across as Word's own watermark.

The watermark is named as Word names them, so that its command 删除水印 finds it.
"""

from xml.sax.saxutils import escape

from docx.oxml.ns import nsdecls

from projects.rendering.marking import ACROSS
from projects.rendering.word_styles import HEADER, LABEL_FACE

_PLACE = (
    "position:absolute;margin-left:0;margin-top:0;width:530pt;height:92pt;rotation:315;z-index:-251658752;"
    "mso-position-horizontal:center;mso-position-horizontal-relative:margin;"
    "mso-position-vertical:center;mso-position-vertical-relative:margin"
)
# WordArt along a straight line: Word, WPS and LibreOffice all know it as type 136.
_KIND = (
    '<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800"'
    ' path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas>'
    + "".join(
        f'<v:f eqn="{formula}"/>'
        for formula in (
            "sum #0 0 10800",
            "prod #0 2 1",
            "sum 21600 0 @1",
            "sum 0 0 @2",
            "sum 21600 0 @3",
            "if @0 @3 0",
            "if @0 21600 @1",
            "if @0 0 @2",
            "if @0 @4 21600",
        )
    )
    + '</v:formulas><v:path textpathok="t"/><v:textpath on="t" fitshape="t"/>'
    '<o:lock v:ext="edit" text="t" shapetype="t"/></v:shapetype>'
)


def header(line: str, number: int) -> bytes:
    """A header part; every header of a document has a number, by which its watermark is told from others."""
    shape = (
        f'<v:shape id="PowerPlusWaterMarkObject{number}" o:spid="_x0000_s{2048 + number}"'
        f' type="#_x0000_t136" style="{_PLACE}" o:allowincell="f" fillcolor="#e8e8e8" stroked="f">'
        f'<v:textpath style="font-family:&quot;{LABEL_FACE}&quot;;font-size:1pt" string="{ACROSS}"/>'
        "</v:shape>"
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<w:hdr {nsdecls("w")} xmlns:v="urn:schemas-microsoft-com:vml"'
        ' xmlns:o="urn:schemas-microsoft-com:office:office">'
        f'<w:p><w:pPr><w:pStyle w:val="{HEADER}"/></w:pPr>'
        f"<w:r><w:pict>{_KIND}{shape}</w:pict></w:r>"
        f'<w:r><w:t xml:space="preserve">{escape(line)}</w:t></w:r></w:p></w:hdr>'
    ).encode()
