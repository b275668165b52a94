"""Where: a district (市、县、区). Its departments stand in departments.py."""

import re
from itertools import count
from typing import Self

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models import Q

from budget_site.accounts.models.held import Held
from budget_site.accounts.models.scope import ScopedQuerySet

_CODE = re.compile(r"[a-zA-Z0-9_-]{1,40}")
_TRIES = 20


class PlaceQuerySet(models.QuerySet):
    def called(self, text: str, year: int | None = None) -> Self:
        """Those whose code or name this is; some were called otherwise in a year (see Department)."""
        if not text.isprintable():  # what is no name; some such text no database would even look up
            return self.none()
        return self.filter(Q(code=text) | Q(name=text))

    def called_or_new(self, text: str, year: int | None = None, **scope) -> "tuple[Place, bool]":
        """The place with this code or name, and whether it was made now; a Chinese name gets the next number.

        ValidationError where this can be no name. Two who make the same place, or take the same number, at
        the same moment do not disturb each other.
        """
        for _ in range(_TRIES):
            if place := self.called(text, year).first():
                return place, False
            place = self.model(code=self._free_code(text), name=text, **scope)
            place.clean_fields()
            try:
                with transaction.atomic():
                    place.save(force_insert=True)
            except IntegrityError:
                continue
            return place, True
        raise IntegrityError(text)

    def _free_code(self, text: str) -> str:
        if _CODE.fullmatch(text):
            return text
        taken = set(self.values_list("code", flat=True))
        return next(code for number in count(1) if (code := f"{number:03d}") not in taken)


class DistrictQuerySet(PlaceQuerySet, ScopedQuerySet):
    def within(self, held: Held) -> Q:
        """Districts in which somebody works on at least some tables."""
        return Q(pk__in=sorted(held.districts_touched))


def printable(name: str) -> None:
    """A name is one line that every format can print."""
    if not name.isprintable() or name != name.strip():
        raise ValidationError("名称里不能有换行、控制字符，首尾不能有空格。")


class Place(models.Model):
    code = models.SlugField("代码", max_length=40)
    name = models.CharField("名称", max_length=100, validators=[printable])

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name


class District(Place):
    """One budget of its own: a county or district, or the city (`parent`) that hosts several here."""

    parent = models.ForeignKey(
        "self", models.PROTECT, verbose_name="上级", null=True, blank=True, related_name="children"
    )

    objects = DistrictQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "区划"
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(fields=["code"], name="one_district_per_code"),
            models.UniqueConstraint(fields=["name"], name="one_district_per_name"),
            models.CheckConstraint(
                condition=Q(parent=None) | ~Q(parent=models.F("id")), name="no_district_above_itself"
            ),
        ]
