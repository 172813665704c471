"""`gupcheck rules`: the list of rules, and what one of them is about."""

from __future__ import annotations

import click

from gupcheck.cli.common import COLOR_OPTION, LAYOUT_OPTION, config_options, read_config
from gupcheck.cli.outputs import STANDARD_OUTPUT, write_output
from gupcheck.cli.terminal import use_color, width
from gupcheck.engine.builtin import BUILTIN_RULES
from gupcheck.engine.catalogue import list_catalogue
from gupcheck.engine.rule_tables import load_change_catalogue, load_check_catalogue
from gupcheck.engine.selection import means, require_known
from gupcheck.model import RuleInfo
from gupcheck.report import Options
from gupcheck.report.rules import rule_json, rule_text, rules_json, rules_text


@click.command()
@click.argument("rule", required=False, metavar="[ID]")
@LAYOUT_OPTION
@config_options
@COLOR_OPTION
def command(rule: str | None, layout: str, config_file: str | None, no_config: bool, color: str) -> int:
    """List the rules, or explain one.

    ID is an id, a name, or the beginning of several ids.
    """
    config = read_config(config_file, no_config, ".")
    infos = [listed.info for listed in list_catalogue(config.rule_folders)]
    infos += [rule.info for rule in load_check_catalogue(config.rule_folders)]
    infos += [rule.info for rule in load_change_catalogue(config.rule_folders)]
    known = (*sorted(infos, key=lambda info: info.id), *BUILTIN_RULES)
    options = Options(color=use_color(color), width=width())
    chosen = _chosen(rule, known)
    if isinstance(chosen, RuleInfo):
        text = rule_json(chosen) if layout == "json" else rule_text(chosen, options)
    else:
        text = rules_json(chosen) if layout == "json" else rules_text(chosen, options)
    write_output(STANDARD_OUTPUT, text)
    return 0


def _chosen(rule: str | None, known: tuple[RuleInfo, ...]) -> RuleInfo | tuple[RuleInfo, ...]:
    """Return the one rule that is meant, or all that are. Raises RunError if there is none."""
    if rule is None:
        return known
    for info in known:
        if rule in (info.id, info.name):
            return info
    require_known((rule,), known)
    return tuple(info for info in known if means(rule, info))
