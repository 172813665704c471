"""Runs a rule file on one file of C: its rules in order, each fed with what the earlier ones bound."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from gupcheck.model import Finding, Notification, Severity
from gupcheck.smpl.findings import Witness, finding_of_output, finding_of_star
from gupcheck.smpl.match.env import EMPTY, Env, Value, position
from gupcheck.smpl.match.rule import match_rule
from gupcheck.smpl.rulefile import PatternRule, RuleFile, ScriptRule, ScriptVariable
from gupcheck.smpl.script import ScriptError, ScriptPosition, ScriptState, ScriptText, TermList, Variable
from gupcheck.smpl.target import TOP_LEVEL, Place, Target

MAX_STATES = 20_000
DEFAULT_VIRTUALS = frozenset({"report"})


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What one rule file found in one file, in no particular order, and what it could not do."""

    findings: tuple[Finding, ...] = ()
    notifications: tuple[Notification, ...] = ()


@dataclass(frozen=True, slots=True)
class _State:
    """One chain of matches: bindings as `rule.name`, the rules that matched, and where."""

    env: Env
    matched: frozenset[str]
    witnesses: tuple[Witness, ...] = field(default=(), compare=False)


def check(rule_file: RuleFile, target: Target, virtuals: frozenset[str] = DEFAULT_VIRTUALS) -> CheckResult:
    """Return what `rule_file` finds in `target`, with the virtual names `virtuals` defined."""
    return _Run(rule_file, target, virtuals).run()


class _Run:
    """One rule file on one file: the states after each rule, and what was found on the way."""

    def __init__(self, rule_file: RuleFile, target: Target, virtuals: frozenset[str]) -> None:
        self.file = rule_file
        self.target = target
        self.virtuals = virtuals
        self.ever: set[str] = set(virtuals)
        self.findings: dict[Finding, None] = {}
        self.notifications: dict[Notification, None] = {}
        self.script_state = ScriptState()

    def run(self) -> CheckResult:
        states = [_State(EMPTY, frozenset(self.virtuals))]
        for number, rule in enumerate(self.file.rules):
            if isinstance(rule, PatternRule):
                states = self._pattern(rule, states, number + 1)
            elif self._script(rule, states):
                break
            states = self._prune(states, number + 1)
        return CheckResult(tuple(self.findings), tuple(self.notifications))

    def _pattern(self, rule: PatternRule, states: list[_State], upto: int) -> list[_State]:
        needed = frozenset(".".join(var.inherited) for var in rule.metavars.values() if var.inherited)
        outers = _with_all_positions(states, needed, _constraint_names(rule))
        cache: dict[Env, list[_State]] = {}
        tried: set[tuple[Env, Env, frozenset[str]]] = set()
        after: list[_State] = []
        matched = False
        for state in states:
            if not rule.depends.holds(state.matched, self.ever) or any(
                state.env.get(name) is None for name in needed
            ):
                after.append(state)
                continue
            outer = outers[state]
            rest = self._prune([state], upto)[0]
            if (key := (outer, rest.env, rest.matched)) in tried:
                continue
            tried.add(key)
            if outer not in cache:
                cache[outer] = self._matches(rule, outer)
            matched = matched or bool(cache[outer])
            after.extend(self._combined(rest, new, rule.name) for new in cache[outer])
            if not cache[outer]:
                after.append(rest)
        if matched:
            self.ever.add(rule.name)
        return list(dict.fromkeys(after))

    @staticmethod
    def _combined(state: _State, new: _State, name: str) -> _State:
        env = Env({**state.env.bindings, **new.env.bindings})
        return _State(env, state.matched | {name}, (*state.witnesses, *new.witnesses))

    def _matches(self, rule: PatternRule, outer: Env) -> list[_State]:
        """Return a state for each match of `rule`, with the bindings that later rules use."""
        gave_up: list[Place] = []
        found: list[_State] = []
        for match in match_rule(rule, self.file.function_words[rule.name], self.target, outer, gave_up):
            witness = Witness(rule, match.place, match.env)
            for star in rule.stars:
                if (value := match.env.get(star)) is not None:
                    self._report(finding_of_star(self.file.info, self.target, value, witness))
            kept = {
                f"{rule.name}.{name}": value
                for name, value in match.env.bindings.items()
                if name in rule.later
            }
            found.append(_State(Env(kept), frozenset(), (witness,)))
            if len(found) > MAX_STATES:
                self._gave_up(f"The rule '{rule.name}' matches in more than {MAX_STATES} ways", match.place)
                break
        for place in gave_up:
            self._gave_up(f"The rule '{rule.name}' took too many steps", place)
        return list(dict.fromkeys(found))

    def _report(self, finding: Finding) -> None:
        self.findings[finding] = None

    def _gave_up(self, what: str, place: Place) -> None:
        message = f"{what} on {place.name}(), which was given up; its findings may be missing."
        line = self.target.unit.position(place.node.start)[0]
        self._notify("budget", message, place.name, line)

    def _notify(self, kind: str, message: str, function: str, line: int) -> None:
        notification = Notification(
            kind, Severity.WARNING, message, self.target.unit.path, function, line, incomplete=True
        )
        self.notifications[notification] = None

    def _script(self, rule: ScriptRule, states: list[_State]) -> bool:
        """Run a script on every state that has its variables; return whether it asked to stop."""
        done: set[tuple[object, ...]] = set()
        runs: Iterable[_State] = states if rule.kind == "script" else states[:1]
        for state in list(runs):
            if rule.kind == "script" and not rule.depends.holds(state.matched, self.ever):
                continue
            values = [
                state.env.get(f"{variable.rule}.{variable.variable}")
                for variable in rule.variables
                if variable.rule
            ]
            wanted = [variable for variable in rule.variables if variable.rule]
            if any(
                value is None and variable.default is None
                for value, variable in zip(values, wanted, strict=True)
            ):
                continue
            key = tuple(values)
            if key in done:
                continue
            done.add(key)
            if self._run_script(rule, state, dict(zip(wanted, values, strict=True)), states):
                return True
        return False

    def _run_script(
        self,
        rule: ScriptRule,
        state: _State,
        values: dict[ScriptVariable, Value | None],
        states: list[_State],
    ) -> bool:
        variables = {variable.name: self._variable(value, variable) for variable, value in values.items()}
        try:
            outcome = rule.script.run(variables, self.script_state)
        except ScriptError as error:
            self._notify(
                "script-error", f"A script of {self.file.info.path} failed: {error.message}", "", error.line
            )
            return False
        positions = [value for value in values.values() if value is not None and value.kind == "position"]
        for output in outcome.outputs:
            self._report(finding_of_output(self.file.info, self.target, output, positions, state.witnesses))
        if not outcome.included and state in states:
            states.remove(state)
        if rule.kind == "script":
            self.ever.add(rule.name)
        return outcome.exit

    def _variable(self, value: Value | None, variable: ScriptVariable) -> Variable:
        """Return what a script sees of a binding."""
        if value is None:
            return ScriptText(variable.default or "", "default")
        if value.kind == "position":
            return tuple(self._position(start, end) for start, end in value.spots)
        if value.kind == "list":
            return TermList(value.text, value.items)
        return ScriptText(value.shown, value.kind)

    def _position(self, start: int, end: int) -> ScriptPosition:
        line, column = self.target.unit.position(start)
        line_end, column_end = self.target.unit.position(end)
        element = self.target.element_at(start) or self.target.initialised_at(start) or TOP_LEVEL
        return ScriptPosition(
            self.target.unit.path, element, str(line), str(column), str(line_end), str(column_end)
        )

    def _prune(self, states: list[_State], upto: int) -> list[_State]:
        """Return the states with only those bindings and rule names in them that later rules ask for."""
        names: set[str] = set()
        rules: set[str] = set(self.virtuals)
        for rule in self.file.rules[upto:]:
            rules |= rule.depends.names()
            if isinstance(rule, ScriptRule):
                names |= {f"{variable.rule}.{variable.variable}" for variable in rule.variables}
            else:
                names |= {".".join(var.inherited) for var in rule.metavars.values() if var.inherited}
                names |= _constraint_names(rule)
        kept = frozenset(names)
        pruned = (_State(s.env.restricted(kept), s.matched & rules, s.witnesses) for s in states)
        return list(dict.fromkeys(pruned))


def _constraint_names(rule: PatternRule) -> frozenset[str]:
    """Return the names that the constraints of a rule's metavariables speak of."""
    return frozenset(
        value
        for var in rule.metavars.values()
        for constraint in var.constraints
        for value in constraint.values
    )


def _with_all_positions(
    states: list[_State], needed: frozenset[str], constraints: frozenset[str]
) -> dict[_State, Env]:
    """Return, for each state, the bindings that a rule is given which inherits or constrains these names.

    A position in a constraint stands for all the places that the earlier rule found beside equal bindings,
    as in spatch: `p != r.p` excludes every one of them.
    """
    alike: dict[_State, Env] = {}
    places: dict[Env, dict[str, list[tuple[int, int]]]] = {}
    for state in states:
        merged = {
            name: value
            for name in constraints - needed
            if (value := state.env.get(name)) is not None and value.kind == "position"
        }
        alike[state] = state.env.restricted((needed | constraints) - merged.keys())
        found = places.setdefault(alike[state], {})
        for name, value in merged.items():
            found.setdefault(name, []).extend(value.spots)
    outers: dict[Env, Env] = {}
    for env, found in places.items():
        together = {name: position(spots) for name, spots in found.items()}
        outers[env] = Env({**env.bindings, **together})
    return {state: outers[env] for state, env in alike.items()}
