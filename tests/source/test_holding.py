from hypothesis import given
from hypothesis import strategies as st

from gupcheck.source.holding import Spans
from gupcheck.source.prefilter import ALWAYS, NEVER, all_of, any_of, matches, word, words_of

TEXT = b"one two; one; two three; onetwo"
SPANS = ((0, 7), (9, 12), (14, 23), (25, 31))


def test_a_span_that_holds_the_words_is_told():
    spans = Spans(TEXT, SPANS)
    assert spans.holding(word("one")) == [0, 1, 3]
    assert spans.holding(all_of((word("one"), word("two")))) == [0, 3]
    assert spans.holding(any_of((word("three"), word("one")))) == [0, 1, 2, 3]


def test_a_word_across_the_end_of_a_span_is_not_in_it():
    assert Spans(b"one two", ((0, 6), (4, 7))).holding(word("two")) == [1]


def test_no_words_are_in_every_span_and_the_impossible_in_none():
    spans = Spans(TEXT, SPANS)
    assert spans.holding(ALWAYS) == [0, 1, 2, 3]
    assert spans.holding(NEVER) == []


FORMULAS = st.recursive(
    st.sampled_from(("a", "b", "ab")).map(word),
    lambda parts: st.builds(lambda join, few: join(few), st.sampled_from((all_of, any_of)), st.lists(parts)),
)
PLACES = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=4)


@given(PLACES, FORMULAS, st.text("ab ", max_size=9))
def test_spans_are_those_that_a_plain_search_finds(spans, formula, text):
    data = text.encode()
    plain = [
        number
        for number, (start, end) in enumerate(spans)
        if matches(formula, {one for one in words_of(formula) if data.find(one, start, max(start, end)) >= 0})
    ]
    assert Spans(data, spans).holding(formula) == plain
