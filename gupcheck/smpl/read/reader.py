"""Reads a `.cocci` file: cuts it into rules, reads each rule's header, metavariables and body."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from gupcheck.smpl.errors import SmplError, unsupported
from gupcheck.smpl.pattern import ATTACHED
from gupcheck.smpl.pattern.metavar import Metavar
from gupcheck.smpl.read.body import parse_body
from gupcheck.smpl.read.chunks import Chunk, chunks_of, virtuals_of
from gupcheck.smpl.read.cursor import Cursor
from gupcheck.smpl.read.depends import Depends
from gupcheck.smpl.read.header import read_header
from gupcheck.smpl.read.lexer import Token, tokenize
from gupcheck.smpl.read.metavars import parse_metavars
from gupcheck.smpl.read.rule_head import read_head
from gupcheck.smpl.rulefile import (
    DEFAULT_VIRTUALS,
    PatternRule,
    RuleFile,
    ScriptRule,
    ScriptVariable,
    SkippedRule,
)
from gupcheck.smpl.script import ScriptError, compile_script
from gupcheck.smpl.translate.translator import translate
from gupcheck.smpl.words import formula_of_file, formula_of_rule

MAX_SIZE = 1 << 20
_OTHER = re.compile(r"\w+\.\w+$")
_VARIABLE = re.compile(r'(\w+)\s*(?:<<\s*([\w.]+?)\s*\.\s*(\w+)\s*(?:=\s*("(?:[^"\\]|\\.)*"|\[\])\s*)?)?$')


def load_rule(text: str, path: str) -> RuleFile:
    """Return the rule file whose content is `text`.

    Raises SmplError, with `path`, line, column and the source line in it, where the file is not valid SmPL
    or needs what this engine does not have.
    """
    try:
        return _load(text, path)
    except SmplError as error:
        lines = text.splitlines()
        error.path = error.path or path
        if 0 < error.line <= len(lines):
            error.source_line = lines[error.line - 1]
        raise


@contextmanager
def _nesting_told(line: int) -> Iterator[None]:
    """Make it an error of the rule on `line` when what is done here runs out of Python's stack."""
    try:
        yield
    except RecursionError:
        raise SmplError(
            "The rule is nested too deeply.", line=line, column=1, hint="Split it into several rules."
        ) from None


def _load(text: str, path: str) -> RuleFile:
    if len(text) > MAX_SIZE:
        raise SmplError(f"The rule file is larger than {MAX_SIZE} characters.", line=1, column=1)
    info = read_header(text, path)
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    chunks = chunks_of(text)
    if not chunks:
        raise SmplError("The file holds no rule: '@@' or '@name@' is missing.", line=1, column=1)
    virtuals = virtuals_of(text)
    rules: list[PatternRule | ScriptRule] = []
    skipped: list[SkippedRule] = []
    exported: dict[str, dict[str, Metavar]] = {}
    for number, chunk in enumerate(chunks):
        try:
            with _nesting_told(chunk.line):
                rule = _rule(chunk, number, exported, virtuals, path)
        except SmplError as error:
            error.path = path
            skipped.append(_skipped(chunk, number, virtuals, skipped, error))
            continue
        if isinstance(rule, PatternRule):
            exported[rule.name] = dict(rule.metavars)
        rules.append(rule)
    rules = _with_later(rules)
    return RuleFile(
        info, tuple(rules), formula_of_file(rules, virtuals), virtuals,
        {rule.name: formula_of_rule(rule) for rule in rules if isinstance(rule, PatternRule)}, tuple(skipped),
    )  # fmt: skip


def _skipped(
    chunk: Chunk, number: int, virtuals: frozenset[str], earlier: list[SkippedRule], error: SmplError
) -> SkippedRule:
    """Return what stands for a rule that cannot be read and cannot match as things are.

    Raises `error` again where it could match: neither its virtual names nor a skipped rule that it inherits
    from prevent that.
    """
    with _nesting_told(chunk.line):
        head = read_head(re.sub(r"^\s*\w+\s*:\s*\w+", "", chunk.header), number, chunk.line)
    sources = [one for one in earlier if re.search(rf"\b{re.escape(one.name)}\s*\.", chunk.declarations)]
    depends = Depends("and", parts=(head.depends, *(one.depends for one in sources)))
    if depends.possible(DEFAULT_VIRTUALS, virtuals):
        raise error
    return SkippedRule(head.name, depends, error)


def _rule(
    chunk: Chunk, number: int, exported: dict[str, dict[str, Metavar]], virtuals: frozenset[str], path: str
) -> PatternRule | ScriptRule:
    language = re.match(r"\s*(script|initialize|finalize)\s*:\s*(\w+)(.*)$", chunk.header, re.DOTALL)
    if not language:
        return _pattern_rule(chunk, number, exported, virtuals)
    if language[2] != "python":
        raise unsupported(f"A script in {language[2]}", chunk.line, 1)
    head = read_head(language[3], number, chunk.line)
    variables = tuple(_script_variables(chunk.declarations, chunk.declarations_line, exported, virtuals))
    try:
        script = compile_script(chunk.body, path, chunk.body_line)
    except ScriptError as error:
        raise SmplError(
            error.message, path=path, line=error.line, column=error.column, hint=error.hint
        ) from None
    return ScriptRule(head.name, chunk.line, language[1], variables, script, head.depends)


def _script_variables(
    text: str, line: int, exported: dict[str, dict[str, Metavar]], virtuals: frozenset[str]
) -> list[ScriptVariable]:
    found = []
    for offset, part in _parts(text):
        match = _VARIABLE.match(part)
        number = line + text.count("\n", 0, offset)
        if not match:
            raise SmplError(f"'{part}' declares no variable of a script.", line=number, column=1)
        rule, variable = match[2] or "", match[3] or ""
        if rule == "virtual":
            raise unsupported("A virtual identifier in a script", number, 1)
        if rule and variable not in exported.get(rule, {}):
            raise SmplError(
                f"No rule '{rule}' before this one has a metavariable '{variable}'.", line=number, column=1
            )
        found.append(ScriptVariable(match[1], rule, variable, match[4].strip('"') if match[4] else None))
    return found


def _parts(text: str) -> list[tuple[int, str]]:
    found, offset = [], 0
    for part in text.split(";"):
        if part.strip():
            found.append((offset + len(part) - len(part.lstrip()), part.strip()))
        offset += len(part) + 1
    return found


def _pattern_rule(
    chunk: Chunk, number: int, exported: dict[str, dict[str, Metavar]], virtuals: frozenset[str]
) -> PatternRule:
    head = read_head(chunk.header, number, chunk.line)
    known_types = frozenset(
        name for names in exported.values() for name, var in names.items() if var.kind == "type"
    )
    # What is declared to be an iterator's, a declarer's or a type's name is one in all later rules too.
    metavars = {
        name: var for names in exported.values() for name, var in names.items() if var.kind == "local-name"
    }
    for var in parse_metavars(chunk.declarations, chunk.declarations_line, known_types):
        metavars[var.name] = _inherit(var, exported)
    tokens = _with_attached(tokenize(chunk.body, chunk.body_line), metavars)
    tokens = [token for token in tokens if token.mark != "+"]
    tokens, stars, minus = _mark_stars(tokens)
    if not tokens:
        raise SmplError("The rule has no pattern.", line=chunk.body_line, column=1)
    body = parse_body(Cursor(tokens, metavars))
    quantifier = head.quantifier or ("exists" if stars and not minus else "forall")
    return PatternRule(
        head.name, chunk.line, metavars, body, quantifier, head.depends, head.disabled, tuple(stars)
    )


def _inherit(var: Metavar, exported: dict[str, dict[str, Metavar]]) -> Metavar:
    if var.inherited is None:
        return var
    rule, name = var.inherited
    if rule == "virtual":
        return var
    if name not in exported.get(rule, {}):
        raise SmplError(
            f"No rule '{rule}' before this one has a metavariable '{name}'.", line=var.line, column=var.column
        )
    return var


def _with_attached(tokens: list[Token], metavars: dict[str, Metavar]) -> list[Token]:
    """Return the tokens with what is attached to them parted into positions and other metavariables."""
    found = []
    for token in tokens:
        unknown = next((name for name in token.positions if name not in metavars), None)
        if unknown is not None:
            raise SmplError(f"'{unknown}' is no declared position.", line=token.line, column=token.column)
        positions = tuple(name for name in token.positions if metavars[name].kind == "position")
        if len(positions) < len(token.positions):
            others = tuple(name for name in token.positions if name not in positions)
            token = replace(token, positions=(*positions, ATTACHED), attached=others)
        found.append(token)
    return found


def _mark_stars(tokens: list[Token]) -> tuple[list[Token], list[str], bool]:
    """Give the first word of each `*` or `-` line an implicit position.

    Returns the tokens, the implicit positions' names in order, and whether there was a `-` line.
    """
    stars: dict[str, None] = {}
    marked: list[Token] = []
    minus = False
    for token in tokens:
        minus = minus or token.mark == "-"
        name = f"*{token.line}"
        if token.mark in "*-" and name not in stars and token.kind in ("id", "num", "str", "char"):
            stars[name] = None
            token = replace(token, positions=(*token.positions, name))
        marked.append(token)
    return marked, list(stars), minus


def _with_later(rules: list[PatternRule | ScriptRule]) -> list[PatternRule | ScriptRule]:
    """Return the rules with, in each pattern rule, the metavariables that later ones inherit."""
    wanted: dict[str, set[str]] = {}
    done: list[PatternRule | ScriptRule] = []
    for rule in reversed(rules):
        if isinstance(rule, ScriptRule):
            for variable in rule.variables:
                wanted.setdefault(variable.rule, set()).add(variable.variable)
        else:
            for var in rule.metavars.values():
                if var.inherited:
                    wanted.setdefault(var.inherited[0], set()).add(var.inherited[1])
                names = [var.length, *(value for one in var.constraints for value in one.values)]
                for source, _, name in (value.partition(".") for value in names if _OTHER.match(value)):
                    wanted.setdefault(source, set()).add(name)
            rule = replace(rule, later=frozenset(wanted.get(rule.name, ())))
            with _nesting_told(rule.line):
                rule = translate(rule)
        done.append(rule)
    return done[::-1]
