"""Reads a `.cocci` file: cuts it into rules, reads each rule's header, metavariables and body."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from gupcheck.smpl.cursor import Cursor
from gupcheck.smpl.depends import ALWAYS, Depends, parse_depends
from gupcheck.smpl.errors import SmplError, unsupported
from gupcheck.smpl.header import read_header
from gupcheck.smpl.lexer import Token, tokenize
from gupcheck.smpl.metavars import Metavar, parse_metavars
from gupcheck.smpl.parse_top import parse_body
from gupcheck.smpl.rulefile import PatternRule, RuleFile, ScriptRule, ScriptVariable
from gupcheck.smpl.script import ScriptError, compile_script
from gupcheck.smpl.translate import translate
from gupcheck.smpl.words import formula_of_file, formula_of_rule

MAX_SIZE = 1 << 20
_HEADER_AT = re.compile(r"^[ \t]*@", re.MULTILINE)
_COMMENT = re.compile(r'"(?:\\.|[^"\\\n])*"|//[^\n]*|/\*.*?\*/', re.DOTALL)
_VARIABLE = re.compile(r'(\w+)\s*(?:<<\s*([\w.]+?)\s*\.\s*(\w+)\s*(?:=\s*("(?:[^"\\]|\\.)*"|\[\])\s*)?)?$')


def load_rule(text: str, path: str) -> RuleFile:
    """Return the rule file whose content is `text`.

    Raises SmplError, with `path`, line, column and the source line in it, where the file is not valid SmPL
    or needs what this engine does not have.
    """
    try:
        return _load(text, path)
    except RecursionError:
        raise SmplError(
            "The rule is nested too deeply.", path=path, line=1, column=1, hint="Split it into several rules."
        ) from None
    except SmplError as error:
        lines = text.splitlines()
        error.path = error.path or path
        if 0 < error.line <= len(lines):
            error.source_line = lines[error.line - 1]
        raise


@dataclass(frozen=True, slots=True)
class _Chunk:
    """One rule as text: its header between the first two @, its declarations, its body, with their first
    lines."""

    header: str
    declarations: str
    body: str
    line: int
    declarations_line: int
    body_line: int


def _load(text: str, path: str) -> RuleFile:
    if len(text) > MAX_SIZE:
        raise SmplError(f"The rule file is larger than {MAX_SIZE} characters.", line=1, column=1)
    info = read_header(text, path)
    text = text.replace("\r\n", "\n")
    chunks = _chunks(text)
    if not chunks:
        raise SmplError("The file holds no rule: '@@' or '@name@' is missing.", line=1, column=1)
    virtuals = _virtuals(text[: _first_rule(text)])
    rules: list[PatternRule | ScriptRule] = []
    exported: dict[str, dict[str, Metavar]] = {}
    for number, chunk in enumerate(chunks):
        rule = _rule(chunk, number, exported, virtuals, path)
        if isinstance(rule, PatternRule):
            exported[rule.name] = dict(rule.metavars)
        rules.append(rule)
    rules = _with_later(rules)
    return RuleFile(
        info, tuple(rules), formula_of_file(rules, virtuals), virtuals,
        {rule.name: formula_of_rule(rule) for rule in rules if isinstance(rule, PatternRule)},
    )  # fmt: skip


def _blank_comments(text: str) -> str:
    """Return `text` with comments blanked, lines and columns kept."""
    return _COMMENT.sub(lambda m: m[0] if m[0][0] == '"' else re.sub(r"[^\n]", " ", m[0]), text)


def _first_rule(text: str) -> int:
    found = _HEADER_AT.search(_blank_comments(text))
    return found.start() if found else len(text)


def _virtuals(prologue: str) -> frozenset[str]:
    names: set[str] = set()
    for line in _blank_comments(prologue).splitlines():
        match = re.match(r"\s*virtual\s+(.*?);?\s*$", line)
        if match:
            names.update(re.findall(r"\w+", match[1]))
        elif re.match(r"\s*#\s*spatch", line) or not line.strip(" ;\t"):
            continue
        elif re.match(r"\s*using\s", line):
            raise SmplError("'using' an isomorphism file is not supported.", line=1, column=1)
    return frozenset(names)


def _chunks(text: str) -> list[_Chunk]:
    """Return the rules of `text` in order."""
    blank = _blank_comments(text)
    found: list[_Chunk] = []
    match = _HEADER_AT.search(blank)
    while match:
        start = match.end()
        header_end = blank.find("@", start)
        if header_end < 0:
            raise SmplError(
                "The '@' that ends a rule's header is missing.", line=_line(text, start), column=1
            )
        declarations_end = blank.find("@@", header_end + 1)
        if declarations_end < 0:
            raise SmplError(
                "The '@@' that ends the metavariables is missing.", line=_line(text, start), column=1
            )
        body_start = declarations_end + 2
        match = _HEADER_AT.search(blank, body_start)
        body_end = match.start() if match else len(text)
        header = blank[start:header_end]
        source = text if re.match(r"\s*(script|initialize|finalize)\s*:", header) else blank
        found.append(
            _Chunk(
                header,
                blank[header_end + 1 : declarations_end],
                source[body_start:body_end],
                _line(text, start),
                _line(text, header_end),
                _line(text, body_start),
            )
        )
    return found


def _line(text: str, offset: int) -> int:
    return text.count("\n", 0, offset) + 1


@dataclass(frozen=True, slots=True)
class _Head:
    """What stands between the first two @ of a rule."""

    name: str
    depends: Depends
    quantifier: str
    disabled: frozenset[str]


def _head(text: str, number: int, line: int) -> _Head:
    words = text.replace("\n", " ")
    depends, quantifier, disabled = ALWAYS, "", frozenset[str]()
    if match := re.search(
        r"\bdisable\b\s*([\w\s,]*?)(?=\bexists\b|\bforall\b|\bdepends\b|\busing\b|$)", words
    ):
        disabled = frozenset(re.findall(r"\w+", match[1]))
        words = words[: match.start()] + " " + words[match.end() :]
    if match := re.search(
        r"\b(exists|forall)\s*$|\b(exists|forall)\b(?=\s+(depends|disable|expression))", words
    ):
        quantifier = match[1] or match[2]
        words = words[: match.start()] + " " + words[match.end() :]
    if match := re.search(r"\bdepends\s+on\b(.*)$", words):
        depends = parse_depends(match[1], line)
        words = words[: match.start()]
    rest = words.split()
    if rest and rest[-1] == "expression":
        rest.pop()
    for word in ("extends", "using", "identifier", "type"):
        if word in rest:
            raise unsupported(f"'{word}' in a rule's header", line, 1)
    if len(rest) > 1:
        raise SmplError(f"'{' '.join(rest[1:])}' does not belong in a rule's header.", line=line, column=1)
    return _Head(rest[0] if rest else f"rule {number + 1}", depends, quantifier, disabled)


def _rule(
    chunk: _Chunk, number: int, exported: dict[str, dict[str, Metavar]], virtuals: frozenset[str], path: str
) -> PatternRule | ScriptRule:
    language = re.match(r"\s*(script|initialize|finalize)\s*:\s*(\w+)(.*)$", chunk.header, re.DOTALL)
    if not language:
        return _pattern_rule(chunk, number, exported, virtuals)
    if language[2] != "python":
        raise unsupported(f"A script in {language[2]}", chunk.line, 1)
    head = _head(language[3], number, chunk.line)
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
    chunk: _Chunk, number: int, exported: dict[str, dict[str, Metavar]], virtuals: frozenset[str]
) -> PatternRule:
    head = _head(chunk.header, number, chunk.line)
    known_types = frozenset(
        name for names in exported.values() for name, var in names.items() if var.kind == "type"
    )
    metavars = {}
    for var in parse_metavars(chunk.declarations, chunk.declarations_line, known_types):
        metavars[var.name] = _inherit(var, exported)
    tokens = tokenize(chunk.body, chunk.body_line)
    _check_positions(tokens, metavars)
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
        raise unsupported("A virtual identifier", var.line, var.column)
    if name not in exported.get(rule, {}):
        raise SmplError(
            f"No rule '{rule}' before this one has a metavariable '{name}'.", line=var.line, column=var.column
        )
    return var


def _check_positions(tokens: list[Token], metavars: dict[str, Metavar]) -> None:
    for token in tokens:
        for name in token.positions:
            if name not in metavars:
                raise SmplError(f"'{name}' is no declared position.", line=token.line, column=token.column)
            if metavars[name].kind != "position":
                raise unsupported(
                    f"'@{name}' with a metavariable that is no position", token.line, token.column
                )


def _mark_stars(tokens: list[Token]) -> tuple[list[Token], list[str], bool]:
    """Give the first word of each `*` or `-` line an implicit position.

    Returns the tokens, the implicit positions' names in order, and whether there was a `-` line.
    """
    stars: list[str] = []
    marked: list[Token] = []
    minus = False
    for token in tokens:
        minus = minus or token.mark == "-"
        name = f"*{token.line}"
        if token.mark in "*-" and name not in stars and token.kind in ("id", "num", "str", "char"):
            stars.append(name)
            token = replace(token, positions=(*token.positions, name))
        marked.append(token)
    return marked, stars, minus


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
                for constraint in var.constraints:
                    for value in constraint.values:
                        if var.kind == "position" and "." in value:
                            wanted.setdefault(value.split(".")[0], set()).add(value.split(".")[1])
            rule = replace(rule, later=frozenset(wanted.get(rule.name, ())))
            rule = translate(rule)
        done.append(rule)
    return done[::-1]
