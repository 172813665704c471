"""Tokens of an SmPL pattern: C's, plus dots, disjunctions, positions and the mark of each line."""

from __future__ import annotations

import re
from dataclasses import dataclass

from gupcheck.smpl.errors import SmplError, unsupported

_TOKEN = re.compile(
    r"""
      (?P<space>[ \t\r\f\v]+|\\\n|//[^\n]*|/\*.*?\*/)
    | (?P<newline>\n)
    | (?P<dots><\+\.\.\.|<\.\.\.|\.\.\.\+>|\.\.\.>|\.\.\.)
    | (?P<escape>\\[(|)&])
    | (?P<id>[A-Za-z_]\w*)
    | (?P<num>(?:0[xX][0-9a-fA-F]+|\d+(?:\.\d*)?(?:[eE][+-]?\d+)?)\w*)
    | (?P<str>"(?:\\.|[^"\\\n])*")
    | (?P<char>'(?:\\.|[^'\\\n])+')
    | (?P<op><<=|>>=|<=>|->|\+\+|--|<<|>>|<=|>=|==|!=|=~|!~|&&|\|\|
            |[-+*/%&|^]=|\#\#|[-+*/%&|^~!<>=?:;,.(){}\[\]@\#])
    """,
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Token:
    """One token; `line` and `column` count from 1 in the rule file.

    `kind` is id, num, str, char, op, dots, or one of `open`, `bar`, `and`, `close` for a disjunction's or
    a conjunction's parts. `mark` is the line's first character where it is one of `-+*?`, else a blank.
    `positions` are the names of the position metavariables attached with `@p`, `attached` those of others,
    which stand for the expression that ends or branches here.
    """

    kind: str
    text: str
    line: int
    column: int
    mark: str = " "
    positions: tuple[str, ...] = ()
    attached: tuple[str, ...] = ()


_GROUPS = {"(": "open", "|": "bar", ")": "close", "&": "and"}


def tokenize(text: str, first_line: int, *, pattern: bool = True) -> list[Token]:
    """Return the tokens of `text`, which begins at column 1 of line `first_line` of the rule file.

    With `pattern` the first column has its meaning (marks, disjunctions) and `@p` is folded into the token
    before it; without, as in metavariable declarations, neither holds. Raises SmplError at a character
    that no token begins with.
    """
    tokens: list[Token] = []
    line, line_start, offset = first_line, 0, 0
    mark = " "
    while offset < len(text):
        doubled = text[offset : offset + 2] in ("--", "++")
        if pattern and offset == line_start and text[offset] in "-+*?" and not doubled:
            mark = text[offset]
            offset += 1
            continue
        match = _TOKEN.match(text, offset)
        column = offset - line_start + 1
        if not match:
            raise SmplError(f"{text[offset]!r} begins no token here.", line=line, column=column)
        kind, word = str(match.lastgroup), match[0]
        if kind == "space" or kind == "newline":
            newlines = word.count("\n")
            if newlines:
                line += newlines
                line_start = offset + word.rindex("\n") + 1
                mark = " "
        elif pattern and column == 1 and word in _GROUPS:
            tokens.append(Token(_GROUPS[word], word, line, column, mark))
        elif kind == "escape":
            tokens.append(Token(_GROUPS[word[1]], word, line, column, mark))
        elif pattern and word == "#" and not text[line_start:offset].strip("-+* \t"):
            raise unsupported("A preprocessor line in a pattern", line, column)
        else:
            tokens.append(Token(kind, word, line, column, mark))
        offset = match.end()
    return _fold_positions(tokens) if pattern else tokens


def _fold_positions(tokens: list[Token]) -> list[Token]:
    folded: list[Token] = []
    index = 0
    while index < len(tokens):
        token = tokens[index]
        if token.text == "@" and token.kind == "op":
            name = tokens[index + 1] if index + 1 < len(tokens) else token
            if not folded or name.kind != "id":
                raise SmplError(
                    "'@' must stand between a token and the name of a position.",
                    line=token.line,
                    column=token.column,
                )
            last = folded[-1]
            folded[-1] = Token(
                last.kind, last.text, last.line, last.column, last.mark, (*last.positions, name.text)
            )
            index += 2
        else:
            folded.append(token)
            index += 1
    return folded
