"""What lists need of a table, worked out whenever it is written: sorting, finding, what is still missing."""

from projects.drafting.missing import missing
from projects.drafting.sheet import Sheet
from projects.models import TableVersion
from projects.searching import compared, folded
from projects.tables import ProjectTable

_KEY = 200  # characters of a name that sorting looks at


def derive(version: TableVersion, table: ProjectTable | Sheet) -> None:
    """Set the derived columns of an unsaved version."""
    version.name_key = pinyin(table.name)
    version.missing = [one.name for one in missing(table)]


def searched_text(table: ProjectTable | Sheet) -> str:
    """What a table is found by, one text a line."""
    texts = (
        table.name,
        table.code,
        table.purpose,
        *(goal.text for goal in table.goals),
        *(text for row in table.indicators for text in (row.level3, row.description, row.value, row.basis)),
    )
    return "\n".join(compared(text) for text in texts if text)


def pinyin(text: str) -> str:
    """What Chinese names sort by on every database: their sounds with tones; other characters as they are."""
    from pypinyin import Style, lazy_pinyin  # its dictionaries take a tenth of every command's start

    name = folded(" ".join(text.split()))[:_KEY]
    return " ".join(lazy_pinyin(name, style=Style.TONE3, neutral_tone_with_five=True))
