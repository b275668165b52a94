"""What a sweep would ask for."""

from projects.examining import due


def examining_due(district, year: int) -> bool:
    return any(one.examining for one in _of(district, year))


def comparison_due(district, year: int) -> bool:
    return any(one.comparing for one in _of(district, year))


def _of(district, year: int) -> list[due.Due]:
    return [one for one in due.everywhere() if (one.district, one.year) == (district.pk, year)]
