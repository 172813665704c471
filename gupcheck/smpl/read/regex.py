"""Regular expressions of `=~`: read as spatch reads them, refused where their cost has no bound."""

from __future__ import annotations

import re

from gupcheck.smpl.errors import SmplError
from gupcheck.smpl.read.lexer import Token
from gupcheck.smpl.script.errors import RefusalError
from gupcheck.smpl.script.regex import Pattern, measured

MAX_LENGTH = 10_000
_STR = re.compile(r"\\[(|)]")
_TOKEN = re.compile(r"\\.|[(|){}]|[^\\(|){}]+", re.DOTALL)
_POSIX = {
    "alpha": "a-zA-Z", "digit": "0-9", "alnum": "a-zA-Z0-9", "upper": "A-Z", "lower": "a-z", "space": r"\s",
    "xdigit": "0-9a-fA-F", "punct": r"!-/:-@\[-`{-~", "word": r"\w", "blank": r" \t",
}  # fmt: skip
_CLASS = re.compile(r"\[:(\w+):\]")


def read_regex(token: Token) -> Pattern:
    """Return the pattern of a `=~` or `!~` constraint, which is searched for.

    spatch takes PCRE's syntax, or without that library OCaml's, in which groups and alternatives are
    `\\(`, `\\|` and `\\)`; both are read here. Raises SmplError where `token` is no string, no regular
    expression or one whose cost is not known: with a repeated group, a back reference, a look-around.
    """
    if token.kind != "str":
        raise _error("'=~' takes a string with a regular expression.", token)
    source = token.text[1:-1].replace('\\"', '"').replace("\\\\", "\\")
    if len(source) > MAX_LENGTH:
        raise _error(f"The regular expression is longer than {MAX_LENGTH} characters.", token)
    if _STR.search(source):
        source = "".join(_from_str(part) for part in _TOKEN.findall(source))
    source = _CLASS.sub(lambda found: _POSIX.get(found[1], found[0]), source)
    try:
        return measured(_without_ends(source))
    except RefusalError as refusal:
        raise _error(refusal.message, token, refusal.hint) from None
    except (re.error, RecursionError, OverflowError) as error:
        raise _error(f"The regular expression is not valid: {error}.", token) from None


def _from_str(part: str) -> str:
    """Return a token of OCaml's syntax in PCRE's: what is escaped is an operator, what is bare is not."""
    if part in ("\\(", "\\|", "\\)"):
        return part[1]
    return "\\" + part if part in "(|){}" else part


def _without_ends(source: str) -> str:
    """Return `source` without `.*` at its ends, which change nothing for a search and cost much."""
    if "|" in source:
        return source
    source = re.sub(r"^\^?(\.\*)+", "", source)
    return re.sub(r"(?<!\\)(\.\*)+\$?$", "", source)


def _error(message: str, token: Token, hint: str = "") -> SmplError:
    return SmplError(message, line=token.line, column=token.column, hint=hint)
