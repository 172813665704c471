"""The order in which definitions are resolved: callees first, those that call each other together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from gupcheck.errors.resolved import Definition


def components(
    root: Definition, callees: Callable[[Definition], Iterable[Definition]], done: Mapping[Definition, object]
) -> list[list[Definition]]:
    """Return the strongly connected components that `root` reaches and that are not `done`, callees first."""
    order: dict[Definition, int] = {}
    low: dict[Definition, int] = {}
    stack: list[Definition] = []
    on_stack: set[Definition] = set()
    found: list[list[Definition]] = []
    work: list[tuple[Definition, Iterator[Definition]]] = []

    def enter(definition: Definition) -> None:
        order[definition] = low[definition] = len(order)
        stack.append(definition)
        on_stack.add(definition)
        work.append((definition, iter(sorted(set(callees(definition)), key=_place))))

    enter(root)
    while work:
        definition, rest = work[-1]
        for callee in rest:
            if callee in done:
                continue
            if callee not in order:
                enter(callee)
                break
            if callee in on_stack:
                low[definition] = min(low[definition], order[callee])
        else:
            work.pop()
            if work:
                low[work[-1][0]] = min(low[work[-1][0]], low[definition])
            if low[definition] == order[definition]:
                cut = stack.index(definition)
                component = stack[cut:]
                del stack[cut:]
                on_stack.difference_update(component)
                found.append(sorted(component, key=_place))
    return found


def _place(definition: Definition) -> tuple[str, int]:
    return (definition.file, definition.start)
