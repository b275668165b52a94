"""What the sides are given, made once and kept: volumes of tables, a Word file of each, pages drawn before.

The functions below the class say how a side is called: told the shelf, the number of tables and the file to
make, they put in place what the side may expect, which is not counted, and give its command.
"""

import pickle
import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from benchmarks import sides
from benchmarks.tables import make_volume
from benchmarks.watching import watch
from budget_site.env import BASE_DIR
from projects.rendering import word
from projects.tables import ProjectTable

Given = Callable[["Shelf", int], Path]
Command = Callable[["Shelf", int, Path], list[str]]


@dataclass(frozen=True)
class Shelf:
    folder: Path

    def tables(self, count: int) -> Path:
        return self._once(f"{count}.pickle", lambda: pickle.dumps(make_volume(count)))

    def corrected(self, count: int) -> Path:
        """The same tables, but for a word in the middle one."""
        return self._once(f"{count}-corrected.pickle", lambda: pickle.dumps(_corrected(make_volume(count))))

    def document(self, count: int) -> Path:
        return self._once(f"{count}.docx", lambda: word.render(make_volume(count)))

    def edition(self, count: int) -> Path:
        return self._once(f"{count}-edition.pickle", lambda: pickle.dumps(_edition(1, make_volume(count))))

    def correction(self, count: int) -> Path:
        name = f"{count}-correction.pickle"
        return self._once(name, lambda: pickle.dumps(_edition(2, _corrected(make_volume(count)))))

    def room(self) -> Path:
        """An empty folder for what is made next."""
        return self._empty("made")

    def empty(self) -> Path:
        """A folder in which nothing is kept yet."""
        return self._empty("kept")

    def kept(self, name: str, given: Path) -> Path:
        """What a side keeps once it was there, as a copy to which it may add."""
        before = self.folder / f"kept-{name}-{given.stem}"
        if not before.exists():
            before.mkdir()
            watch(sides.command(name, given, self.room() / "before", before), BASE_DIR)
        return shutil.copytree(before, self.empty(), dirs_exist_ok=True)

    def _once(self, name: str, make: Callable[[], bytes]) -> Path:
        place = self.folder / name
        if not place.exists():
            place.write_bytes(make())
        return place

    def _empty(self, name: str) -> Path:
        shutil.rmtree(self.folder / name, ignore_errors=True)
        (self.folder / name).mkdir()
        return self.folder / name


def _corrected(tables: list[ProjectTable]) -> list[ProjectTable]:
    middle = len(tables) // 2
    changed = replace(tables[middle], purpose=f"{tables[middle].purpose}（更正）")
    return [*tables[:middle], changed, *tables[middle + 1 :]]


def _edition(number: int, tables: list[ProjectTable]) -> tuple[bytes, Any]:
    """Bytes and facts of the first edition of a district's year, or of the second, which corrects it."""
    from disclosures.document import EditionFacts, to_bytes
    from tests.disclosures.public.laying import disclosure

    data = to_bytes(disclosure(shown=tables))
    note = "更正一个项目的资金用途。" if number > 1 else ""
    return data, EditionFacts(number, "", sha256(data).hexdigest(), note, number - 1 or None)


def python(name: str, given: Given = Shelf.tables) -> Command:
    return lambda shelf, count, made: sides.command(name, given(shelf, count), made)


def anew(name: str, given: Given = Shelf.tables) -> Command:
    """With nothing kept from before."""
    return lambda shelf, count, made: sides.command(name, given(shelf, count), made, shelf.empty())


def again(name: str, given: Given = Shelf.tables, before: Given = Shelf.tables) -> Command:
    """With what was kept when `before` was given."""
    return lambda shelf, count, made: sides.command(
        name, given(shelf, count), made, shelf.kept(name, before(shelf, count))
    )


def office(shelf: Shelf, count: int, made: Path) -> list[str]:
    """LibreOffice over our Word file of the tables, with a profile of its own that is there already."""
    profile = f"-env:UserInstallation={(shelf.folder / 'office').as_uri()}"
    convert = ["soffice", "--headless", profile, "--convert-to", "pdf", "--outdir", str(made.parent)]
    if not (shelf.folder / "office").exists():
        watch([*convert, str(shelf.document(1))], BASE_DIR)
    return [*convert, str(shelf.document(count))]
