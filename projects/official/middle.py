"""What stands between the budget row and the indicators: 资金用途, the spend plan and the goals."""

from dataclasses import dataclass
from itertools import zip_longest

from projects.official import words
from projects.official.grid import Cell, Grid
from projects.official.marks import Certainty, Marks
from projects.tables import Goal, PlanStep, typed

_BANDED = 5  # a plan of fewer checkpoints needs no second pair of rows


@dataclass(slots=True)
class Block:
    """Rows first..last-1, which share the label cell at their left edge."""

    lead: Cell
    first: int
    last: int


def read_middle(grid: Grid, budget: int, head: int, marks: Marks) -> dict[str, object]:
    """purpose, plan_label, plan and goals of ProjectTable."""
    blocks = _blocks(grid, budget, head)
    plan, goals = _plan_and_goals(grid, blocks[1:])
    ends = [block.first for block in (plan, goals) if block]
    parts: dict[str, object] = {
        "plan_label": "",
        "purpose": _purpose(grid, budget, min([*ends, head]), blocks[0].lead, marks),
    }
    if plan:
        parts["plan_label"], parts["plan"] = _plan(grid, plan, marks)
    if goals:
        after = plan.first if plan and plan.first > goals.first else head
        parts["goals"] = _goals(grid, Block(goals.lead, goals.first, after), marks)
    return parts


def _blocks(grid: Grid, budget: int, head: int) -> list[Block]:
    """The rows by their left cell. A low empty one continues the block above: the form merges there."""
    first = grid.covering[budget][0]
    blocks = [Block(first, budget, budget + 1)]
    for row in range(budget + 1, head):
        cells = grid.covering[row]
        lead = cells[0] if cells and cells[0].column <= first.column else blocks[-1].lead
        if lead is not blocks[-1].lead and (typed(lead.text) or lead.rowspan > 1):
            blocks.append(Block(lead, row, row + 1))
        else:
            blocks[-1].last = row + 1
    return blocks


def _plan_and_goals(grid: Grid, blocks: list[Block]) -> tuple[Block | None, Block | None]:
    """The plan by its wording, or by its place and shape: two storeys just above the goals."""
    worded = [words.compact(block.lead.text) in words.GOALS for block in blocks]
    plan = next((place for place, block in enumerate(blocks) if words.is_plan(block.lead.text)), None)
    if plan is None and any(worded):
        goals = worded.index(True)
        place = goals - 1 if goals else 0
        if (goals or any(worded[1:])) and _two_storeys(grid, blocks[place]):
            plan = place
    goals = next((place for place, named in enumerate(worded) if named and place != plan), None)
    return (None if plan is None else blocks[plan]), (None if goals is None else blocks[goals])


def _two_storeys(grid: Grid, block: Block) -> bool:
    """Checkpoints above, percentages below, beside one label."""
    rows = [grid.starting[row] for row in range(block.first, block.last)]
    return len(rows) > 1 and all(any(cell is not block.lead for cell in cells) for cells in rows[:2])


def _purpose(grid: Grid, budget: int, last: int, lead: Cell, marks: Marks) -> str:
    """资金用途, with or without its label."""
    texts = []
    for row in range(budget + 1, last):
        cells = [cell for cell in grid.starting[row] if typed(cell.text)]
        labels = [place for place, cell in enumerate(cells) if words.compact(cell.text) in words.PURPOSE]
        if labels:
            marks.label(*cells[: labels[0] + 1])
            cells = cells[labels[0] + 1 :]
        elif cells and cells[0].column == lead.column and words.is_budget(cells[0].text):
            marks.label(cells.pop(0))  # the label of both rows, typed again instead of merged
        if not labels and len(cells) > 1:  # a row the form does not have, or a label nobody knows
            cells = [] if texts else cells[-1:]
        certainty = Certainty.CERTAIN if labels else Certainty.GUESSED
        texts += [marks.take(cell, "purpose", certainty) for cell in cells]
    return "\n".join(texts)


def _plan(grid: Grid, block: Block, marks: Marks) -> tuple[str, tuple[PlanStep, ...]]:
    """The plan's own label and its checkpoints, in pairs of rows."""
    known = Certainty.CERTAIN if words.is_plan(block.lead.text) else Certainty.GUESSED
    label = marks.take(block.lead, "plan_label", known)
    edge = block.lead.column + block.lead.colspan
    lines = [
        [cell for cell in grid.starting[row] if cell.column >= edge] for row in range(block.first, block.last)
    ]
    if len(lines[0]) < _BANDED:  # one pair of rows, with filler rows between or below
        lines[1:] = [line for line in lines[1:] if any(typed(cell.text) for cell in line)]
    steps: list[PlanStep] = []
    for labels, values in zip_longest(lines[::2], lines[1::2], fillvalue=[]):
        _checkpoints(labels, values, known, steps, marks)
    return label, tuple(steps)


def _checkpoints(
    labels: list[Cell], values: list[Cell], known: Certainty, steps: list[PlanStep], marks: Marks
) -> None:
    """Each percentage belongs to the label above it: by order where the counts agree, else by position."""
    in_order = len(values) == len(labels)
    for place, head in enumerate(labels):
        value = values[place] if in_order else _under(head, values)
        if not typed(head.text) and not (value and typed(value.text)):
            continue
        path = f"plan[{len(steps)}]"
        step = PlanStep.of(marks.take(head, f"{path}.label", known), value.text if value else "")
        if value:
            unread = step.raw and step.percent is None
            sure = known if in_order else Certainty.GUESSED
            marks.take(value, f"{path}.raw", Certainty.NOT_UNDERSTOOD if unread else sure)
        steps.append(step)


def _under(head: Cell, cells: list[Cell]) -> Cell | None:
    reach = range(head.column, head.column + head.colspan)
    return next((cell for cell in cells if cell.column in reach), None)


def _goals(grid: Grid, block: Block, marks: Marks) -> tuple[Goal, ...]:
    """One goal a row: with its own label, or free text in one cell."""
    goals: list[Goal] = []
    for row in range(block.first, block.last):
        cells = [cell for cell in grid.starting[row] if not _leads(cell, block, marks)]
        if len(cells) > 2:
            cells = [cell for cell in cells if typed(cell.text)]
        if not any(typed(cell.text) for cell in cells):
            continue
        path = f"goals[{len(goals)}]"
        label = "\n".join(
            marks.take(cell, f"{path}.label", _sure_of_goal(cell)) for cell in cells[:-1] if typed(cell.text)
        )
        sure = Certainty.CERTAIN if cells[-1].column > block.lead.column else Certainty.GUESSED
        goals.append(Goal(label, marks.take(cells[-1], f"{path}.text", sure)))
    return tuple(goals)


def _leads(cell: Cell, block: Block, marks: Marks) -> bool:
    """Whether a cell is the label of the goals, or stands empty under it."""
    if cell.column > block.lead.column:
        return False
    if words.compact(cell.text) in words.GOALS:
        marks.label(cell)
        return True
    return not typed(cell.text)


def _sure_of_goal(cell: Cell) -> Certainty:
    known = words.GOAL_LABEL.fullmatch(words.compact(cell.text))
    return Certainty.CERTAIN if known else Certainty.GUESSED
