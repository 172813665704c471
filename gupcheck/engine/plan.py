"""From a request to the plan that every file is analysed by: which rules, which dialect, which ignores."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gupcheck.checks.rulefile import CheckRule
from gupcheck.engine.builtin import BUILTIN_RULES
from gupcheck.engine.catalogue import list_catalogue, load_rule_files
from gupcheck.engine.config import Config
from gupcheck.engine.errors import RunError
from gupcheck.engine.exclusion import PathIgnores
from gupcheck.engine.request import RunRequest
from gupcheck.engine.rule_files import refuse_doubles
from gupcheck.engine.rule_tables import load_change_catalogue, load_check_catalogue
from gupcheck.engine.selection import EVERY_RULE, meant, require_known, selected_ids
from gupcheck.engine.targets import Targets
from gupcheck.model import RuleInfo
from gupcheck.smpl import DEFAULT_VIRTUALS, RuleFile
from gupcheck.syntax import Dialect, load_dialect

if TYPE_CHECKING:
    from gupcheck.engine.summaries import Summaries


@dataclass(frozen=True, slots=True)
class Plan:
    """What every file of a run is analysed with.

    `shown(path)` is how a report names an absolute path. `rules` are the rule files that run, `checks` the
    rules on error summaries that do, and `summaries` what these ask; `active` are the ids of all rules that
    run, also those that are code; `known` are all rules by id. `ignored(path)` are the ids that do not run on
    an absolute path. `virtuals` are SmPL's defined virtual names. `fingerprints` says whether the
    findings get one.
    """

    shown: Callable[[str], str]
    rules: tuple[RuleFile, ...]
    known: Mapping[str, RuleInfo]
    active: frozenset[str]
    ignored: Callable[[str], frozenset[str]]
    dialect: Dialect
    virtuals: frozenset[str]
    fingerprints: bool
    checks: tuple[CheckRule, ...] = ()
    summaries: Summaries | None = None

    @property
    def active_rules(self) -> tuple[RuleInfo, ...]:
        """Return the rules that run, ordered by id."""
        return tuple(self.known[rule_id] for rule_id in sorted(self.active))


def make_plan(request: RunRequest, targets: Targets) -> Plan:
    """Return the plan of a run. Raises RunError for a wrong rule, selector or dialect."""
    config = request.config
    if request.rule_files:
        rules = load_rule_files(request.rule_files, request.current)
        infos = tuple(rule.info for rule in rules)
        active = selected_ids(infos, request.select or (EVERY_RULE,), request.ignore, None)
        table: Mapping[str, tuple[str, ...]] = {}
        checks: tuple[CheckRule, ...] = ()
    else:
        listed = list_catalogue(config.rule_folders)
        tables = load_check_catalogue(config.rule_folders)
        infos = (*(one.info for one in listed), *(one.info for one in tables), *BUILTIN_RULES)
        refuse_doubles(infos)
        select, ignore = _chosen(request, infos)
        active = selected_ids(infos, select, ignore, targets.version)
        rules = tuple(one.load() for one in listed if one.info.id in active)
        checks = tuple(one for one in tables if one.info.id in active)
        table = config.per_path_ignores
    for selectors in table.values():
        _of_check(selectors, infos, config)
    dialect = make_dialect(request)
    return Plan(
        shown=targets.shown,
        rules=tuple(rule for rule in rules if rule.info.id in active),
        known={info.id: info for info in infos},
        active=active,
        ignored=PathIgnores(table, config.folder, infos),
        dialect=dialect,
        virtuals=DEFAULT_VIRTUALS | {*config.define, *request.define},
        fingerprints=request.fingerprints,
        checks=checks,
        summaries=_summaries(request, targets, dialect) if checks else None,
    )


def _summaries(request: RunRequest, targets: Targets, dialect: Dialect) -> Summaries:
    # Slow to import, and the rules that need it are off by default.
    from gupcheck.engine.summaries import open_summaries

    return open_summaries(targets, dialect, request.cache)


def make_dialect(request: RunRequest) -> Dialect:
    """Return the kernel's dialect with what the configuration adds. Raises RunError."""
    try:
        return load_dialect(request.config.dialect)
    except ValueError as error:
        raise RunError(f"{request.config.path}: {error}") from None


def _chosen(request: RunRequest, infos: Sequence[RuleInfo]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return what is selected and what is ignored."""
    if request.select:
        return request.select, request.ignore
    config = request.config
    select, ignore = (_of_check(one, infos, config) for one in (config.select, config.ignore))
    return select, (*ignore, *request.ignore)


def _of_check(selectors: Sequence[str], infos: Sequence[RuleInfo], config: Config) -> tuple[str, ...]:
    """Return the configuration's selectors that mean one of our rules: others may mean a change rule.

    Raises RunError for one that means no rule at all.
    """
    ours = meant(selectors, infos)
    if len(ours) < len(selectors):
        others = (rule.info for rule in load_change_catalogue(config.rule_folders))
        require_known(selectors, (*infos, *others))
    return ours
