"""A real LibreOffice: what it makes of a document or a workbook that we wrote."""

import subprocess
from pathlib import Path


def pdf_of(document: bytes, folder: Path) -> bytes:
    """The DOCX as LibreOffice prints it, in a profile of its own: conversions may run side by side."""
    return _converted(document, folder, "pdf", "pdf")


def text_of(document: bytes, folder: Path) -> str:
    """The DOCX's text as LibreOffice saves it."""
    return _converted(document, folder, "txt:Text (encoded):UTF8", "txt").decode("utf-8-sig")


def opened(workbook: bytes, folder: Path) -> str:
    """The XLSX as LibreOffice has it open: OpenDocument as one XML, every cell with its formula or text."""
    return _converted(workbook, folder, "fods", "fods", "book.xlsx").decode()


def _converted(document: bytes, folder: Path, target: str, suffix: str, name: str = "document.docx") -> bytes:
    source = folder / name
    source.write_bytes(document)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", "--headless", profile, "--convert-to", target, "--outdir", str(folder), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return source.with_suffix(f".{suffix}").read_bytes()
