"""wrong-error-code: a value is returned as an error code that is none, or that says something else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from gupcheck.checks.callees import errors_in
from gupcheck.checks.contracts import broken_contracts
from gupcheck.checks.ends import ends_of
from gupcheck.checks.failures import failures_in
from gupcheck.checks.hit import Hit
from gupcheck.checks.narrow_types import narrow_locals
from gupcheck.checks.subject import Subject
from gupcheck.errors.expressions import arguments_of, callee_name, key_of
from gupcheck.errors.primitives import primitives
from gupcheck.errors.tokens import Token
from gupcheck.errors.values import CALL, ERRNO, NULL, NUMBER
from gupcheck.flow.graph import FlowNode
from gupcheck.model import Confidence
from gupcheck.syntax.ast import Node

_ALSO_FOR_MEMORY = frozenset(("ENOMEM", "ENOBUFS", "EAGAIN", "ENOSPC", "ERESTARTSYS", "EINTR"))
_MANY = 2


def find(subject: Subject, parameters: Mapping[str, object]) -> Iterator[Hit]:
    """Yield positive codes, a bare -1, the error of another pointer, codes that lose their sign, codes other
    than -ENOMEM for a want of memory, and codes that an interface does not know."""
    yield from _errors_of_others(subject)
    if subject.returns_errno:
        yield from _odd_constants(subject)
        yield from _lost_signs(subject)
        yield from _no_memory(subject)
        yield from broken_contracts(subject, parameters.get("contracts"))


def _odd_constants(subject: Subject) -> Iterator[Hit]:
    """Yield positive codes and -1 in a function whose other errors are negative codes."""
    tokens = {token: node for node, found in subject.returns for token in found}
    codes = {token.value.name for token in tokens if token.value.kind == ERRNO}
    if not codes:
        return
    name = f"{subject.function.name}()"
    for token in sorted(tokens, key=_order):
        value = token.value
        if value.kind != NUMBER:
            continue
        place = _place(subject, token, tokens[token])
        if value.name in subject.values.evaluator.errnos:
            told = f"{name} returns {value.name}, which is positive; its other errors are negative."
            yield Hit(place, told, Confidence.HIGH)
        elif value.name == "-1":
            told = (
                f"{name} returns -1, which is -EPERM to a caller that takes it for an error code, as its "
                f"other errors are: -{', -'.join(sorted(codes))}."
            )
            yield Hit(place, told, Confidence.HIGH if len(codes) >= _MANY else Confidence.MEDIUM)


def _order(token: Token) -> tuple[int, str]:
    return token.origin, token.value.text()


def _place(subject: Subject, token: Token, node: FlowNode) -> Node:
    """Return the syntax where a constant entered, or the return that it leaves by."""
    found = [part for part in subject.tree.walk() if part.start == token.origin and part.named]
    return found[-1] if found else node.own or subject.tree


def _errors_of_others(subject: Subject) -> Iterator[Hit]:
    """Yield `PTR_ERR(p)` where p is known to be a valid pointer."""
    for node in subject.cfg.nodes:
        state = subject.solution.before[node.index]
        for call in subject.calls_in(node) if state is not None else ():
            arguments = arguments_of(call)
            if callee_name(call) != "PTR_ERR" or len(arguments) != 1 or state is None:
                continue
            tokens = subject.worth(arguments[0], state)
            key = key_of(arguments[0])
            if key and tokens and all("no-error" in token.value.tests for token in tokens):
                told = f"'{key}' was tested and is no error pointer here: this is another's error."
                yield Hit(call, told, Confidence.HIGH)


def _lost_signs(subject: Subject) -> Iterator[Hit]:
    """Yield codes that are put into a variable which cannot hold them and is then returned."""
    narrow = narrow_locals(subject)
    for node, tokens in subject.returns:
        key = key_of(node.own) if node.own is not None else ""
        type_ = narrow.get(key)
        if type_ is None or node.own is None:
            continue
        for token in sorted(tokens, key=_order):
            codes = errors_in(subject.callees.results(token.value)) if token.value.kind == CALL else ()
            if codes:
                told = (
                    f"'{key}' is of type {type_}, in which an error of {token.value.name}() such as "
                    f"-{min(codes)} loses its sign: {subject.function.name}() returns a positive number then."
                )
                yield Hit(node.own, told, Confidence.HIGH)
                break


def _no_memory(subject: Subject) -> Iterator[Hit]:
    """Yield the want of memory that is reported as something else."""
    for failure in failures_in(subject):
        if not failure.is_null or not all(_is_allocator(name) for name in failure.callees):
            continue
        ends = ends_of(subject, failure.edge, failure.state) or ()
        codes = {token.value.name for end in ends for token in end.tokens if token.value.kind == ERRNO}
        fresh = all(token.origin > failure.condition.start for end in ends for token in end.tokens)
        if len(codes) == 1 and fresh and not codes & _ALSO_FOR_MEMORY:
            callee = " or ".join(f"{name}()" for name in failure.callees)
            name = subject.function.name
            told = f"{callee} had no memory, and {name}() returns -{min(codes)} instead of -ENOMEM."
            yield Hit(failure.condition, told, Confidence.MEDIUM)


def _is_allocator(name: str) -> bool:
    """Return whether a function's NULL means that memory was short; that of a mapping may mean much else."""
    return "map" not in name and any(value.kind == NULL for value in primitives().get(name, ()))
