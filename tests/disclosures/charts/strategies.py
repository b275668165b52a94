"""Any chart: one group to forty, long names and short, negative and missing values."""

from decimal import Decimal

from hypothesis import strategies as st

from disclosures.document import Chart, ChartKind, Series

_NAMES = st.text(st.sampled_from("公务用车运行维护费（其他）办法Aa5 G%"), min_size=1, max_size=40).filter(
    str.strip
)
_LONG = st.sampled_from(["农村义务教育阶段学校冬季清洁取暖设施维修养护及运行经费补助" * 3, "A" * 60, "3月底"])
_VALUES = (
    st.none()
    | st.decimals(-99999, 999999, places=2)
    | st.sampled_from([Decimal(0), Decimal(1), Decimal(100)])
)
_UNITS = st.sampled_from(["万元", "%", ""])


@st.composite
def charts(draw: st.DrawFn, kinds=tuple(ChartKind)) -> Chart:
    groups = draw(st.lists(_NAMES | _LONG, min_size=1, max_size=40))
    count = draw(st.integers(1, 8))
    names = draw(st.lists(_NAMES, min_size=count, max_size=count))
    fitting = st.lists(_VALUES, min_size=len(groups), max_size=len(groups)).map(tuple)
    series = tuple(Series(name, draw(fitting)) for name in names)
    return Chart(draw(st.sampled_from(kinds)), "各项资金", draw(_UNITS), tuple(groups), series)
