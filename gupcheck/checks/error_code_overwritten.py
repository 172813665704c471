"""error-code-overwritten: the several codes of a callee become one other code."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from gupcheck.checks.callees import errors_in, is_known
from gupcheck.checks.ends import ends_of
from gupcheck.checks.failures import Failure, failures_in
from gupcheck.checks.hit import Hit
from gupcheck.checks.subject import Subject
from gupcheck.errors.values import ERRNO
from gupcheck.model import Confidence

_FEW = 2
_MOST_SHOWN = 4


def find(subject: Subject, parameters: Mapping[str, object]) -> Iterator[Hit]:
    """Yield the failed checks behind which one constant stands for all codes of the callee."""
    for failure in failures_in(subject):
        codes = errors_in(failure.results)
        new = _constant_behind(subject, failure)
        if new and len(codes) >= _FEW:
            callee = " or ".join(f"{name}()" for name in failure.callees)
            shown = ", ".join(f"-{code}" for code in sorted(codes)[:_MOST_SHOWN])
            more = ", ..." if len(codes) > _MOST_SHOWN else ""
            told = f"{callee} tells {shown}{more} apart; {subject.function.name}() returns -{new} for all."
            sure = is_known(failure.results) and new not in codes
            yield Hit(failure.condition, told, Confidence.MEDIUM if sure else Confidence.LOW)


def _constant_behind(subject: Subject, failure: Failure) -> str:
    """Return the word of the one code that every way from a failure returns, set behind its test; else ""."""
    ends = ends_of(subject, failure.edge, failure.state) or ()
    tokens = [token for end in ends for token in end.tokens]
    names = {token.value.name for token in tokens if token.value.kind == ERRNO}
    fresh = all(token.value.kind == ERRNO and token.origin > failure.condition.start for token in tokens)
    return min(names) if len(names) == 1 and fresh else ""
