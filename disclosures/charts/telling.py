"""A chart in words, for those who do not see it; the table beside it has every figure."""

from disclosures.charts.rows import said
from disclosures.document import Chart

_MOST = 12  # groups whose figures are read out


def titled(chart: Chart) -> str:
    return f"{chart.title}（单位：{chart.unit}）" if chart.unit else chart.title


def told(chart: Chart) -> str:
    """Every figure of a small chart; of a large one, how much it shows and where the figures stand."""
    if len(chart.groups) > _MOST:
        return f"共{len(chart.groups)}项，各项数据见同题的表。"
    return "；".join(_group(chart, at) for at in range(len(chart.groups))) + "。"


def alternative(chart: Chart) -> str:
    """What stands for the picture where there is one text only."""
    return f"{titled(chart)}。{told(chart)}"


def _group(chart: Chart, at: int) -> str:
    many = len(chart.series) > 1
    parts = [
        f"{series.name} {said(chart, series.values[at])}" if many else said(chart, series.values[at])
        for series in chart.series
    ]
    return f"{chart.groups[at]}：{'，'.join(parts)}"
