"""A cursor over an SmPL body's tokens, with the rule's metavariables at hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from gupcheck.smpl.errors import SmplError, unsupported
from gupcheck.smpl.pattern.metavar import Metavar
from gupcheck.smpl.read.lexer import Token

END = Token("end", "the end of the rule", 0, 0)
MAX_NESTING = 200


class Cursor:
    """Where the parser stands; `metavars` maps names to declarations."""

    def __init__(self, tokens: Sequence[Token], metavars: Mapping[str, Metavar]) -> None:
        self.tokens = tokens
        self.metavars = metavars
        self.at = 0
        self.depth = 0
        self._asked: set[Token] = set()

    def peek(self, ahead: int = 0) -> Token:
        """Return the token `ahead` of the next one, or END."""
        index = self.at + ahead
        return self.tokens[index] if index < len(self.tokens) else END

    def next(self) -> Token:
        """Return the next token and move past it. Raises SmplError at the end."""
        token = self.peek()
        if token is END:
            raise self.error("The rule ends in the middle of a pattern")
        self.at += 1
        return token

    def accept(self, text: str, kind: str = "") -> bool:
        """Move past the next token if it is `text` (of `kind`), and say whether it was."""
        token = self.peek()
        if token.text == text and token.kind == (kind or token.kind) and token.kind not in ("str", "end"):
            self._refuse_position(token)
            self.at += 1
            return True
        return False

    def at_text(self, *texts: str) -> bool:
        """Return whether the next token is an ordinary one with one of these texts."""
        token = self.peek()
        return token.kind in ("op", "id", "dots") and token.text in texts

    def expect(self, text: str) -> Token:
        """Move past the next token, which must be `text` and have no position. Raises SmplError where it is
        not."""
        token = self._must_be(text)
        self._refuse_position(token)
        self.at += 1
        return token

    def _must_be(self, text: str) -> Token:
        token = self.peek()
        if token.text != text or token.kind in ("str", "open", "close", "bar", "and"):
            raise self.error(f"'{text}' was expected here")
        return token

    def positions_of(self, text: str) -> tuple[str, ...]:
        """Move past the next token, which must be `text`, and return the positions attached to it."""
        token = self._must_be(text)
        self.at += 1
        return token.positions

    def _refuse_position(self, token: Token) -> None:
        if token.positions and token.kind == "op" and not token.positions[0].startswith("*"):
            raise unsupported(f"A position on '{token.text}'", token.line, token.column)

    def error(self, message: str) -> SmplError:
        """Return an error that points at the next token."""
        token = self.peek()
        where = token if token is not END or not self.tokens else self.tokens[-1]
        found = "the rule ends" if token is END else f"'{token.text}' stands here"
        return SmplError(f"{message}; {found}.", line=where.line, column=where.column)

    def meta(self, token: Token, *kinds: str) -> Metavar | None:
        """Return the metavariable that `token` names, if it is one (of `kinds`, where these are given)."""
        var = self.metavars.get(token.text) if token.kind == "id" else None
        if var is None or (kinds and var.kind not in kinds):
            return None
        return var

    def attached_to(self, token: Token) -> list[Metavar]:
        """Return the metavariables that are attached to `token` and are no positions."""
        self._asked.add(token)
        return [self.metavars[name] for name in token.attached]

    def refuse_unasked(self) -> None:
        """Raise SmplError where a metavariable that is no position is attached to a token of which nobody
        asked."""
        for token in self.tokens:
            if token.attached and token not in self._asked:
                raise unsupported(
                    f"'@{token.attached[0]}', which is no position, here", token.line, token.column
                )

    def enter(self) -> None:
        """Count one more level of nesting. Raises SmplError past a bound that no real rule needs."""
        self.depth += 1
        if self.depth > MAX_NESTING:
            raise self.error(f"The pattern is nested more than {MAX_NESTING} levels deep")

    def leave(self) -> None:
        """Count one level of nesting less."""
        self.depth -= 1
