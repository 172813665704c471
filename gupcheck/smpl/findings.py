"""Makes findings of what rules matched and scripts said: place, grade, and the path as steps."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from gupcheck.flow.graph import Edge, Label
from gupcheck.model import Finding, Location, Related, RuleInfo, Severity, Step
from gupcheck.smpl.match.env import Env, Value
from gupcheck.smpl.match.render import render
from gupcheck.smpl.rulefile import PatternRule
from gupcheck.smpl.script import Output
from gupcheck.smpl.target import Place, Target
from gupcheck.smpl.trace import trace_of

MAX_STEPS = 200
_GRADE = re.compile(r"\s*(ERROR|WARNING|NOTE)\s*:\s*")


@dataclass(frozen=True, slots=True)
class Witness:
    """Where a rule matched, and with which bindings."""

    rule: PatternRule
    place: Place
    env: Env

    @property
    def positions(self) -> list[Value]:
        """Return the distinct places that the rule's positions are bound to, in source order."""
        found = {value.key: value for value in self.env.bindings.values() if value.kind == "position"}
        return sorted(found.values(), key=lambda value: (value.start, value.end))


def finding_of_star(info: RuleInfo, target: Target, value: Value, witness: Witness) -> Finding:
    """Return the finding of a `*` line that matched at `value`."""
    return _finding(info, target, info.short, value.start, value.end, witness)


def finding_of_output(
    info: RuleInfo, target: Target, output: Output, positions: Sequence[Value], witnesses: Sequence[Witness]
) -> Finding:
    """Return the finding of one thing that a script printed or reported.

    It stands at the position that the script gave, else at the first position that it inherited, else
    where the last rule before it matched.
    """
    value = _place_of(output, target, positions)
    witness = _witness_of(value, witnesses)
    if value is None:
        node = witness.place.node if witness else None
        start = node.start if node else 0
        return _finding(info, target, output.message, start, start, None)
    return _finding(info, target, output.message, value.start, value.end, witness)


def _place_of(output: Output, target: Target, positions: Sequence[Value]) -> Value | None:
    if output.position is not None:
        for value in positions:
            line, column = target.unit.position(value.start)
            if (str(line), str(column)) == (output.position.line, output.position.column):
                return value
    return positions[0] if positions else None


def _witness_of(value: Value | None, witnesses: Sequence[Witness]) -> Witness | None:
    for witness in reversed(witnesses):
        if value is None or any(position.key == value.key for position in witness.positions):
            return witness
    return None


def _finding(
    info: RuleInfo, target: Target, message: str, start: int, end: int, witness: Witness | None
) -> Finding:
    severity, text = _graded(message, info.severity)
    location = target.location(start, end)
    others = [value for value in (witness.positions if witness else []) if value.start != start]
    related = tuple(
        Related(target.location(value.start, value.end), f"'{_source(target, value)}' is here.")
        for value in others
    )
    before = tuple(target.unit.line_text(line) for line in range(max(1, location.line - 2), location.line))
    after = tuple(target.unit.line_text(location.end_line + offset) for offset in (1, 2))
    return Finding(
        info.id, info.name, severity, info.confidence, text, location, target.element_at(start), related,
        _steps(target, witness) if witness and others else (), before=before, after=after,
    )  # fmt: skip


def _graded(message: str, severity: Severity) -> tuple[Severity, str]:
    """Return the severity that the message's first word sets, and the message without that word."""
    match = _GRADE.match(message)
    return (Severity(match[1].lower()), message[match.end() :]) if match else (severity, message)


def _source(target: Target, value: Value) -> str:
    return target.unit.data[value.start : value.end].decode(errors="replace")


def _steps(target: Target, witness: Witness) -> tuple[Step, ...]:
    """Return the path from the first to the last place of the match: what is there, and the branches
    between."""
    cfg, trace = witness.place.cfg, trace_of(witness.rule, witness.place, witness.env)
    ordered = _along(witness, trace)
    if len(ordered) < 2:
        return ()
    first, last = ordered[0], ordered[-1]
    steps = [Step(_location(target, first), f"'{_source(target, first)}' is called here.", "start")]
    for source, following in pairwise(trace):
        edge = next((e for e in cfg.successors[source] if _leads_to(witness, e, following)), None)
        if edge is not None and (step := _branch(target, edge)):
            steps.append(step)
    steps = steps[:MAX_STEPS]
    steps.append(Step(_location(target, last), f"'{_source(target, last)}' is reached here.", "end"))
    return tuple(steps)


def _along(witness: Witness, trace: tuple[int, ...]) -> list[Value]:
    """Return the positions of the match in the order in which the path passes them."""
    order: list[tuple[int, int, Value]] = []
    for value in witness.positions:
        for rank, index in enumerate(trace):
            node = witness.place.cfg.nodes[index]
            holder = node.own or node.syntax
            if holder is not None and holder.start <= value.start and value.end <= holder.end:
                order.append((rank, value.start, value))
                break
    return [value for _, _, value in sorted(order, key=lambda item: item[:2])]


def _leads_to(witness: Witness, edge: Edge, index: int) -> bool:
    cfg, target, seen = witness.place.cfg, edge.target, set[int]()
    while (
        target != index and cfg.nodes[target].kind == "join" and target not in seen and cfg.successors[target]
    ):
        seen.add(target)
        target = cfg.successors[target][0].target
    return target == index


def _branch(target: Target, edge: Edge) -> Step | None:
    condition = edge.condition
    if condition is None or edge.label not in (Label.TRUE, Label.FALSE, Label.CASE):
        return None
    location = target.location(condition.start, condition.end)
    if edge.label is Label.CASE:
        return Step(location, f"The case '{render(condition)}' is taken.")
    return Step(location, f"'{render(condition)}' is {edge.label.value}.")


def _location(target: Target, value: Value) -> Location:
    return target.location(value.start, value.end)
