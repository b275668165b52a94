"""What surrounds a table when it is examined: its year, its district and the form it is written on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from projects.rules.settings import Settings


@dataclass(frozen=True)
class Context:
    """`department` is whose table it is; `names` are those that may stand in its text: of the district, of
    those above it, and of its departments. `classes` are the (一级, 二级) labels and `plan_labels` the
    checkpoints of the framework, top to bottom; empty where there is none. `listed` is what the list of the
    year's budget projects says of each project, in 万元; it matters to rules over many tables only.
    """

    year: int
    district: str = ""
    department: str = ""
    names: tuple[str, ...] = ()
    classes: tuple[tuple[str, str], ...] = ()
    plan_labels: tuple[str, ...] = ()
    settings: Settings = field(default_factory=Settings)
    listed: Mapping[Any, Decimal] = field(default_factory=dict, hash=False)
