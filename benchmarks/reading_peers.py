"""What people would use instead of our Word reader: lxml over the bare XML, and python-docx."""

from pathlib import Path
from zipfile import ZipFile

from lxml import etree

_FILLED = "word/document.xml"
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ROW, _CELL, _TEXT, _TABLE = (f"{_WORD}{name}" for name in ("tr", "tc", "t", "tbl"))


def count_by_iteration(document: Path) -> int:
    """lxml over the bare XML: texts of all cells, row by row, each forgotten at once; counts the tables."""
    count = 0
    with ZipFile(document) as package, package.open(_FILLED) as body:
        for _, element in etree.iterparse(body, tag=(_ROW, _TABLE)):
            if element.tag == _ROW:
                _ = ["".join(text.text or "" for text in cell.iter(_TEXT)) for cell in element.iter(_CELL)]
            else:
                count += 1
            element.clear()
    return count


def count_by_row_cells(document: Path) -> int:
    """python-docx: the texts of the cells of every row; counts the tables."""
    from docx import Document  # which the other peer does without

    tables = Document(str(document)).tables
    for table in tables:
        _ = [[cell.text for cell in row.cells] for row in table.rows]
    return len(tables)
