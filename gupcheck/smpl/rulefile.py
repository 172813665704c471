"""What a `.cocci` file holds once it is read: its rules in order, and what the header says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from gupcheck.model import RuleInfo
from gupcheck.smpl.errors import SmplError
from gupcheck.smpl.logic.formula import TRUE, Formula
from gupcheck.smpl.pattern import Sequence
from gupcheck.smpl.pattern.metavar import Metavar
from gupcheck.smpl.read.depends import ALWAYS, Depends
from gupcheck.smpl.script import Script
from gupcheck.smpl.translate.requirements import Requirement
from gupcheck.source.prefilter import Formula as Words


@dataclass(frozen=True, slots=True, eq=False)
class PatternRule:
    """A rule with a pattern.

    `quantifier` is what its dots mean: `exists` or `forall`. `disabled` names the isomorphisms that are
    switched off. `stars` are the implicit positions of its `*` (or `-`) lines, in order. `later` holds the
    names of its metavariables that later rules or scripts inherit. `formula` is the body as the matcher takes
    it, `required` what a function must hold for it.
    """

    name: str
    line: int
    metavars: Mapping[str, Metavar]
    body: Sequence
    quantifier: str
    depends: Depends = ALWAYS
    disabled: frozenset[str] = frozenset()
    stars: tuple[str, ...] = ()
    later: frozenset[str] = frozenset()
    formula: Formula = TRUE
    required: tuple[tuple[Requirement, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class ScriptVariable:
    """A script's variable: what it is called there, and the rule's metavariable that it takes.

    `rule` is "" for a variable that the script makes for later rules; `default` is the text that stands in
    where the rule did not match, or None.
    """

    name: str
    rule: str = ""
    variable: str = ""
    default: str | None = None


@dataclass(frozen=True, slots=True, eq=False)
class ScriptRule:
    """A `script:python`, `initialize:python` or `finalize:python` block; `kind` is the word before the
    colon."""

    name: str
    line: int
    kind: str
    variables: tuple[ScriptVariable, ...]
    script: Script
    depends: Depends = ALWAYS


DEFAULT_VIRTUALS = frozenset({"report"})
"""The virtual names that are defined where nobody says otherwise."""


@dataclass(frozen=True, slots=True, eq=False)
class SkippedRule:
    """A rule that this engine cannot read and that can match only with other virtual names than the default
    ones: those of the kernel that rewrite code (`depends on patch`), say. `error` is why."""

    name: str
    depends: Depends
    error: SmplError


@dataclass(frozen=True, slots=True, eq=False)
class RuleFile:
    """A whole rule file, ready to be checked.

    `words` is what a file of C must hold for any rule here to match. `virtuals` are the virtual names that
    it declares.
    """

    info: RuleInfo
    rules: tuple[PatternRule | ScriptRule, ...]
    words: Words
    virtuals: frozenset[str]
    function_words: Mapping[str, Words]
    skipped: tuple[SkippedRule, ...] = ()
