from disclosures.models.draft import (
    COMPOSERS,
    DepartmentSector,
    DisclosureClock,
    DisclosureDraft,
    SensitiveException,
    SignOff,
    YearFigures,
)
from disclosures.models.edition import Edition, EditionVersion, RegisterEntry
from disclosures.models.public import PublicEdition, PublicEntry
from disclosures.models.words import PublicWords

__all__ = [
    "COMPOSERS",
    "DepartmentSector",
    "DisclosureClock",
    "DisclosureDraft",
    "Edition",
    "EditionVersion",
    "PublicEdition",
    "PublicEntry",
    "PublicWords",
    "RegisterEntry",
    "SensitiveException",
    "SignOff",
    "YearFigures",
]
