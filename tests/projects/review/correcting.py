"""A small correction as a test proposes it."""

from projects.review.said import NewText
from projects.workflow import Action
from tests.projects.review.cast import Cast, judged


def propose(cast: Cast) -> None:
    row = cast.rows()[0]
    cells = (NewText(row.id, "basis", row.basis, "取暖合同（2025年）"),)
    cast.does(Action.PROPOSE, cast.reviewer, judged=judged("good"), cells=cells, why="依据请写全。")
