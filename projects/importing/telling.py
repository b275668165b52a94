"""What an import tells the person who started it: figures for scripts, sentences for people."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from budget_site.accounts.models import District
from projects.days import moment
from projects.importing.report import counts
from projects.importing.service import Preview
from projects.models import TableImport
from projects.official.document import Section
from projects.official.marks import Certainty

_YEAR = re.compile(r"(20\d\d)\s*年")
_NAMED = 3  # cells that a sentence names before it says 等


def other_years(narrative: Sequence[Section], titles: Iterable[str], year: int) -> list[int]:
    """The years but this one that the title of the document, or of a table, names."""
    first = [line for section in narrative[:1] for line in section.paragraphs[:1]]
    return sorted({int(one) for title in (*first, *titles) for one in _YEAR.findall(title)} - {year})


@dataclass
class Told:
    """One import or its preview; `made` are places and forms that had to be made for it."""

    found: Preview
    place: District
    year: int
    made: list[str]
    dry_run: bool
    namesakes: int
    known: int = 0
    new: bool = False
    done: TableImport | None = None

    def outcome(self) -> dict[str, Any]:
        """`import` is the number of the import that holds the tables, null after a preview of new ones."""
        return {
            "import": None if self.dry_run and self.new else self.done.pk,
            "created": self.new and not self.dry_run,
            "dry_run": self.dry_run,
            "table_count": len(self.found.tables),
            "known_tables": self.known,
            "same_name_tables": self.namesakes,
            "unofficial_grids": self.found.reading.other_grids,
            "made": self.made,
            **counts(self.found.reading),
        }

    def sentences(self) -> Iterator[str]:
        where, count = f"{self.place}{self.year}年", len(self.found.tables)
        if not self.new:
            when = moment(timezone.localtime(self.done.imported_at))
            by = f"由{self.done.imported_by}导入{where}，导入编号{self.done.pk}"
            yield f"此文件的表已于{when}{by}；本次未作改动。"
            return
        if self.dry_run:
            yield f"预览：共{count}张表，可以导入{where}；未写入任何内容。"
        else:
            number = self.done.pk
            yield f"已导入{where}{count}张表，导入编号{number}。撤销请用：manage.py undo_import {number}"
        if self.made:
            yield f"{'将' if self.dry_run else '已'}新建{'、'.join(self.made)}，请核对名称。"
        yield from self._another_year()
        yield from self._twice()
        yield from self._doubtful()
        if self.found.reading.other_grids:
            yield f"文件里另有{self.found.reading.other_grids}个表格不是绩效目标表，不导入。"

    def _another_year(self) -> Iterator[str]:
        """The title of the document, or of a table, may say that it is another year's."""
        titles = (table.title for table in self.found.tables)
        if years := other_years(self.found.reading.narrative, titles, self.year):
            named = "、".join(f"{year}年" for year in years)
            yield f"文件的标题里写的是{named}，导入的是{self.year}年，请核对年度。"

    def _twice(self) -> Iterator[str]:
        if not (self.known or self.namesakes):
            return
        same = [f"{self.known}张与已导入的完全相同"] if self.known else []
        same += [f"{self.namesakes}张与已有项目同名"] if self.namesakes else []
        adds = "会" if self.dry_run else "已"
        yield (
            f"请注意：本年度其中{'，'.join(same)}，{adds}作为新项目排在后面。"
            "如果是更正原来的文件，请先用 undo_import 撤销原来的导入，再导入新文件。"
        )

    def _doubtful(self) -> Iterator[str]:
        sure = counts(self.found.reading)
        if sure["guessed"]:
            yield f"有{sure['guessed']}格是推测的，请核对；加 --report json 可看每一格。"
        if sure["not_understood"]:
            places = [
                f"第{number}张表第{cell.row}行“{' '.join(cell.text.split())[:20]}”"
                for number, part in enumerate(self.found.reading.tables, 1)
                for cell in part.cells
                if cell.certainty == Certainty.NOT_UNDERSTOOD
            ]
            more = "等" if len(places) > _NAMED else ""
            yield f"有{len(places)}格没有看懂，请对照原文件补填：{'、'.join(places[:_NAMED])}{more}。"
