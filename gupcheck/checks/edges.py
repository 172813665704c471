"""What the way along one edge of a test says of it: a message about an error, a return of one."""

from __future__ import annotations

from gupcheck.checks.callees import errors_in
from gupcheck.checks.ends import End, ends_of
from gupcheck.checks.messages import Telling, telling_of
from gupcheck.checks.subject import Subject
from gupcheck.errors.values import ERRNO
from gupcheck.flow.graph import Edge


def is_bad_news(subject: Subject, edge: Edge) -> bool:
    """Return whether the way along an edge, up to where it meets the others, tells of an error, as one does
    that never returns."""
    ends = _ends(subject, edge)
    return ends is not None and all(telling_of(subject, end.apart, "") is Telling.SAYS_ERROR for end in ends)


def only_fails(subject: Subject, edge: Edge) -> bool:
    """Return whether the function returns nothing but codes of its own on the way along an edge."""
    tokens = [token for end in _ends(subject, edge) or () for token in end.tokens]
    return bool(tokens) and all(token.value.kind == ERRNO for token in tokens)


def gives_errors(subject: Subject, edge: Edge) -> bool:
    """Return whether the function returns an error on the way along an edge."""
    return any(
        errors_in(subject.callees.results(token.value))
        for end in _ends(subject, edge) or ()
        for token in end.tokens
    )


def _ends(subject: Subject, edge: Edge) -> tuple[End, ...] | None:
    """Return the returns along an edge, None where they are too many or the edge is never taken."""
    after = subject.solution.after[edge.source]
    state = subject.values.along_edge(edge, after) if after is not None else None
    return ends_of(subject, edge, state) if state is not None else None
