"""Runs a rule file on one file of C: its rules in order, each fed with what the earlier ones bound."""

from __future__ import annotations

from dataclasses import dataclass

from gupcheck.model import Finding, Notification
from gupcheck.smpl.findings import Witness, finding_of_output, finding_of_star
from gupcheck.smpl.given_up import EVERYWHERE, GivenUp, reason
from gupcheck.smpl.match.env import EMPTY, Env, Value
from gupcheck.smpl.match.rule import Match, match_rule
from gupcheck.smpl.rulefile import DEFAULT_VIRTUALS, PatternRule, RuleFile, ScriptRule
from gupcheck.smpl.script import ScriptError, ScriptOutcome, ScriptState
from gupcheck.smpl.script_values import script_value
from gupcheck.smpl.states import (
    State,
    constraint_names,
    excluding_rules,
    inherited_names,
    pruned,
    with_all_positions,
)
from gupcheck.smpl.target import Target

MAX_STATES = 20_000
MAX_FAILURES = 5


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What one rule file found in one file, in no particular order, and what it could not do."""

    findings: tuple[Finding, ...] = ()
    notifications: tuple[Notification, ...] = ()


def check(rule_file: RuleFile, target: Target, virtuals: frozenset[str] = DEFAULT_VIRTUALS) -> CheckResult:
    """Return what `rule_file` finds in `target`, with the virtual names `virtuals` defined.

    A function on which a rule fails, or takes too long, costs that rule's findings there and is told.
    """
    return _Run(rule_file, target, virtuals).run()


class _Run:
    """One rule file on one file: the states after each rule, and what was found on the way."""

    def __init__(self, rule_file: RuleFile, target: Target, virtuals: frozenset[str]) -> None:
        self.file = rule_file
        self.target = target
        self.virtuals = virtuals
        self.ever: set[str] = set(virtuals)
        self.findings: dict[Finding, None] = {}
        self.given_up = GivenUp(target)
        self.script_state = ScriptState()

    def run(self) -> CheckResult:
        for skipped in self.file.skipped:
            if skipped.depends.possible(self.virtuals, self.file.virtuals):
                self.given_up.not_read(skipped.name, skipped.error)
        states = [State(EMPTY, frozenset(self.virtuals))]
        for number, rule in enumerate(self.file.rules):
            later = self.file.rules[number + 1 :]
            unknown = self.given_up.undecided(rule.depends.denied())
            if unknown and any(rule.depends.holds(state.matched, self.ever) for state in states):
                self.given_up.not_run(rule.name, min(unknown.values()))
            elif isinstance(rule, PatternRule):
                states = self._pattern(rule, states, later)
            elif self._script(rule, states):
                break
            states = pruned(states, later, self.virtuals)
        return CheckResult(tuple(self.findings), tuple(self.given_up.notifications))

    def _pattern(
        self, rule: PatternRule, states: list[State], later: tuple[PatternRule | ScriptRule, ...]
    ) -> list[State]:
        needed = inherited_names(rule)
        outers = with_all_positions(states, needed, constraint_names(rule))
        cache: dict[Env, list[State]] = {}
        tried: set[tuple[Env, Env, frozenset[str]]] = set()
        after: list[State] = []
        for state in states:
            if not rule.depends.holds(state.matched, self.ever) or any(
                state.env.get(name) is None for name in needed
            ):
                after.append(state)
                continue
            outer = outers[state]
            rest = pruned([state], later, self.virtuals)[0]
            if (key := (outer, rest.env, rest.matched)) in tried:
                continue
            tried.add(key)
            if outer not in cache:
                cache[outer] = self._matches(rule, outer)
            after.extend(rest.extended(new, rule.name) for new in cache[outer])
            if not cache[outer]:
                after.append(rest)
        if any(cache.values()):
            self.ever.add(rule.name)
        return list(dict.fromkeys(after))

    def _matches(self, rule: PatternRule, outer: Env) -> list[State]:
        """Return a state for each match of `rule`, with the bindings that later rules use."""
        found: list[State] = []
        unknown = self.given_up.undecided(excluding_rules(rule))
        if EVERYWHERE in unknown:
            self.given_up.not_run(rule.name, unknown[EVERYWHERE])
            return []
        words = self.file.function_words[rule.name]
        for match in match_rule(rule, words, self.target, outer, unknown, self.script_state, self.given_up):
            try:
                found.append(self._matched(rule, match))
            except Exception as error:
                _reraise_memory(error)
                self.given_up.crashed(rule.name, match.place, error)
            if len(found) > MAX_STATES:
                self.given_up.too_many_matches(rule.name, match.place, MAX_STATES)
                break
        return list(dict.fromkeys(found))

    def _matched(self, rule: PatternRule, match: Match) -> State:
        """Report the starred lines of a match; return the state with what later rules use of it."""
        witness = Witness(rule, match.place, match.env)
        for star in rule.stars:
            if (value := match.env.get(star)) is not None:
                self.findings[finding_of_star(self.file.info, self.target, value, witness)] = None
        kept = {
            f"{rule.name}.{name}": value for name, value in match.env.bindings.items() if name in rule.later
        }
        return State(Env(kept), frozenset(), (witness,))

    def _script(self, rule: ScriptRule, states: list[State]) -> bool:
        """Run a script on every state that has its variables; return whether it asked to stop.

        One that fails MAX_FAILURES times is not run again on the file.
        """
        wanted = [variable for variable in rule.variables if variable.rule]
        done: set[tuple[Value | None, ...]] = set()
        failures = 0
        for state in list(states if rule.kind == "script" else states[:1]):
            if rule.kind == "script" and not rule.depends.holds(state.matched, self.ever):
                continue
            values = tuple(state.env.get(f"{one.rule}.{one.variable}") for one in wanted)
            lacks = any(
                value is None and one.default is None for value, one in zip(values, wanted, strict=True)
            )
            if lacks or values in done:
                continue
            done.add(values)
            outcome = self._run_script(rule, state, values)
            if outcome is None:
                failures += 1
                if failures == MAX_FAILURES:
                    break
                continue
            if not outcome.included and state in states:
                states.remove(state)
            if rule.kind == "script":
                self.ever.add(rule.name)
            if outcome.exit:
                return True
        return False

    def _run_script(
        self, rule: ScriptRule, state: State, values: tuple[Value | None, ...]
    ) -> ScriptOutcome | None:
        """Report what a script says of a state; return its outcome, None where it failed."""
        wanted = [variable for variable in rule.variables if variable.rule]
        try:
            variables = {
                one.name: script_value(self.target, value, one.default)
                for one, value in zip(wanted, values, strict=True)
            }
            outcome = rule.script.run(variables, self.script_state)
            positions = [value for value in values if value is not None and value.kind == "position"]
            for output in outcome.outputs:
                found = finding_of_output(self.file.info, self.target, output, positions, state.witnesses)
                self.findings[found] = None
        except Exception as error:
            _reraise_memory(error)
            function = state.witnesses[-1].place.name if state.witnesses else ""
            what = (
                f"The script at {self.file.info.path}:{error.line} failed: {error.message}"
                if isinstance(error, ScriptError)
                else f"The script at {self.file.info.path}:{rule.line} failed ({reason(error)})."
            )
            self.given_up.script_failed(what, function)
            return None
        return outcome


def _reraise_memory(error: Exception) -> None:
    """Raise `error` again where it says that memory is short: who runs the rules ends the file then."""
    if isinstance(error, MemoryError):
        raise error
