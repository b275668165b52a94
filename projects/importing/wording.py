"""Which department a file itself names. Pure."""

from collections.abc import Hashable, Iterable, Mapping, Sequence

from projects.spelling import bare

_SHORTEST = 2  # characters of a name by which a department is looked for


def named_department(texts: Iterable[str], names: Mapping[Hashable, Sequence[str]]) -> Hashable | None:
    """The key of the department that is named by the first text to name any. None where that one names two.

    A name that is part of another found there (财政局 in 财政局服务中心) is not meant.
    """
    spelled = {
        key: [name for each in called if len(name := bare(each)) >= _SHORTEST]
        for key, called in names.items()
    }
    for text in map(bare, texts):
        found = {key: longest for key, called in spelled.items() if (longest := _longest(text, called))}
        meant = [key for key, name in found.items() if not _within_another(name, found.values())]
        if len(meant) == 1:
            return meant[0]
        if meant:
            return None
    return None


def _longest(text: str, names: Iterable[str]) -> str:
    return max((name for name in names if name in text), key=len, default="")


def _within_another(name: str, others: Iterable[str]) -> bool:
    return any(name != other and name in other for other in others)
