"""绩效审核 as a form: four criteria, and the grade that decides where a table goes (财预〔2015〕88号). Pure.

The short form of an ordinary project says of each criterion whether it is met; the points form of a key
project gives points, 100 in all, of which the grade follows.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from projects.refusal import Refusal

MOST = 1000  # characters of an opinion


class Verdict(StrEnum):
    """What the short form says of a criterion."""

    MET = "met"
    PARTLY = "partly"
    NOT_MET = "not_met"

    @property
    def label(self) -> str:
        return {Verdict.MET: "符合", Verdict.PARTLY: "基本符合", Verdict.NOT_MET: "不符合"}[self]


@dataclass(frozen=True, slots=True)
class Criterion:
    """What is asked; `points` is the most that the points form gives for it."""

    name: str
    label: str
    asks: str
    points: int


CRITERIA = (
    Criterion("completeness", "完整性", "各栏填写齐全，目标和指标表述清楚明确", 20),
    Criterion("relevance", "相关性", "目标与部门职能和规划相符，指标与目标对应，细化量化", 30),
    Criterion("suitability", "适当性", "资金规模与目标匹配，目标值不偏高也不偏低", 30),
    Criterion("feasibility", "可行性", "经过论证和测算，有实施措施，确有必要安排", 20),
)
_LOWEST = (("excellent", 90), ("good", 80), ("fair", 60), ("poor", 0))  # points, of 100


@dataclass(frozen=True, slots=True)
class Opinion:
    """What is said of one criterion: a verdict on the short form, points on the other."""

    verdict: str = ""
    points: int | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Judged:
    """A filled form. `grade` as chosen; on the points form it must be that of the points."""

    points_form: bool
    opinions: Mapping[str, Opinion]
    grade: str
    opinion: str = ""

    @property
    def total(self) -> int | None:
        """Points in all, or nothing where one is missing."""
        given = [self.opinions.get(one.name, Opinion()).points for one in CRITERIA]
        return None if None in given else sum(given)


def grade_of(points: int) -> str:
    """优 90–100, 良 80–89, 中 60–79, 差 below."""
    return next(grade for grade, lowest in _LOWEST if points >= lowest)


def problems(judged: Judged) -> list[Refusal]:
    """What the form lacks or contradicts; every sentence says what to do."""
    told = []
    for criterion in CRITERIA:
        told += _of_criterion(judged, criterion, judged.opinions.get(criterion.name, Opinion()))
    if judged.points_form:
        if judged.total is not None and judged.grade and grade_of(judged.total) != judged.grade:
            bounds = "优90分以上，良80至89分，中60至79分，差60分以下"
            told.append(Refusal(f"合计{judged.total}分，与所选等级不符：{bounds}。", "grade"))
    elif judged.grade == "excellent" and _says(judged, Verdict.NOT_MET):
        told.append(Refusal("有一项不符合，等级不能是优，请核对。", "grade"))
    if not judged.grade:
        told.append(Refusal("请选择等级。", "grade"))
    return told


def _of_criterion(judged: Judged, criterion: Criterion, opinion: Opinion) -> list[Refusal]:
    told, name = [], criterion.name
    if judged.points_form:
        if opinion.points is None:
            told.append(Refusal(f"请填写{criterion.label}的分数。", name))
        elif not 0 <= opinion.points <= criterion.points:
            told.append(Refusal(f"{criterion.label}的分数应在0到{criterion.points}之间。", name))
    elif opinion.verdict not in set(Verdict):
        told.append(Refusal(f"请选择{criterion.label}的审核意见。", name))
    if opinion.verdict == Verdict.NOT_MET and not opinion.text.strip():
        told.append(Refusal(f"{criterion.label}不符合，请写明哪里不符合。", f"{name}_text"))
    if len(opinion.text) > MOST:
        told.append(Refusal(f"{criterion.label}的意见请不要超过{MOST}个字。", f"{name}_text"))
    return told


def _says(judged: Judged, verdict: Verdict) -> bool:
    return any(one.verdict == verdict for one in judged.opinions.values())


def as_json(judged: Judged) -> dict:
    """As kept in Judgement.criteria."""
    return {
        name: {"verdict": one.verdict, "points": one.points, "text": one.text}
        for name, one in judged.opinions.items()
    }


def opinions_in(kept: Mapping) -> dict[str, Opinion]:
    return {name: Opinion(**said) for name, said in kept.items()}
