"""The formulas of the prefilter: what they ask for, and that simplifying changes no answer."""

from hypothesis import given
from hypothesis import strategies as st

from gupcheck.source.prefilter import (
    ALWAYS,
    NEVER,
    AllOf,
    AnyOf,
    Formula,
    Word,
    all_of,
    any_of,
    matches,
    word,
    words_of,
)

NAMES = (b"pte_alloc", b"split_huge_pmd", b"kfree")


def formulas(nested_by_constructors: bool) -> st.SearchStrategy[Formula]:
    all_parts, any_parts = (all_of, any_of) if nested_by_constructors else (AllOf, AnyOf)
    return st.recursive(
        st.sampled_from(NAMES).map(Word),
        lambda inner: st.one_of(
            st.lists(inner, max_size=3).map(lambda parts: all_parts(tuple(parts))),
            st.lists(inner, max_size=3).map(lambda parts: any_parts(tuple(parts))),
        ),
    )


def test_a_word_asks_for_that_identifier():
    assert matches(word("kfree"), {b"kfree"})
    assert not matches(word("kfree"), {b"vfree"})


def test_a_word_that_is_no_identifier_asks_for_nothing():
    assert word("a + b") == ALWAYS
    assert word("0x10") == ALWAYS
    assert word("") == ALWAYS


def test_all_of_and_any_of():
    both = all_of([word("kfree"), word("pte_alloc")])
    either = any_of([word("kfree"), word("pte_alloc")])
    assert not matches(both, {b"kfree"})
    assert matches(both, {b"kfree", b"pte_alloc"})
    assert matches(either, {b"kfree"})
    assert not matches(either, set())


def test_always_and_never():
    assert matches(ALWAYS, set())
    assert not matches(NEVER, set(NAMES))
    assert any_of([word("kfree"), ALWAYS]) == ALWAYS
    assert all_of([word("kfree"), NEVER]) == NEVER


def test_constructors_flatten_and_drop_repeats():
    assert all_of([word("kfree")]) == Word(b"kfree")
    nested = any_of([word("kfree"), any_of([word("kfree"), word("pte_alloc")])])
    assert nested == AnyOf((Word(b"kfree"), Word(b"pte_alloc")))


@given(st.lists(formulas(nested_by_constructors=False), max_size=4), st.sets(st.sampled_from(NAMES)))
def test_simplifying_changes_no_answer(parts, present):
    assert matches(all_of(parts), present) == all(matches(part, present) for part in parts)
    assert matches(any_of(parts), present) == any(matches(part, present) for part in parts)


@given(formulas(nested_by_constructors=True), st.sets(st.sampled_from(NAMES)))
def test_only_the_words_of_a_formula_matter(formula, present):
    assert matches(formula, present) == matches(formula, present & words_of(formula))
