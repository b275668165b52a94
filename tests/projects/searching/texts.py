"""Texts and queries as people write them, close enough to each other that they often meet."""

from hypothesis import strategies as st

from projects.searching.words import asked, compared

LETTERS = "绩效目标5G基站20４ＧaAbＢé㎡℃"
BETWEEN = "、，。 .·—\n\u200b\u3000"
SIGNS = "≥%+“”'\"\\_*|&!:()^"

texts = st.text(st.sampled_from(LETTERS + BETWEEN + SIGNS), max_size=30)
queries = st.one_of(
    st.text(st.sampled_from(LETTERS), min_size=1, max_size=1),
    st.text(st.sampled_from(LETTERS), min_size=2, max_size=2),
    st.text(st.sampled_from(LETTERS + BETWEEN + SIGNS), max_size=8),
)
anything = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=30)


def holds(text: str, query: str) -> bool:
    """What every index must answer; a query without a word finds nothing."""
    told, given = compared(text), asked(query)
    return bool(given) and all(word in told for word in given)


@st.composite
def parts(draw):
    """A text and a part of it: what somebody copies into the search field."""
    text = draw(st.one_of(texts, anything))
    first = draw(st.integers(0, len(text)))
    return text, text[first : draw(st.integers(first, len(text)))]
