"""Reads the declarations of metavariables."""

from __future__ import annotations

from gupcheck.smpl.errors import SmplError, unsupported
from gupcheck.smpl.keywords import TYPE_KEYWORDS
from gupcheck.smpl.pattern.metavar import Constraint, Metavar, TypeSpec
from gupcheck.smpl.read.constraint_scripts import Code, cut_scripts
from gupcheck.smpl.read.lexer import Token, tokenize
from gupcheck.smpl.read.regex import read_regex
from gupcheck.smpl.script import ScriptError, compile_constraint

MAX_VALUES = 2_000
_LISTS = frozenset(
    ["expression", "parameter", "identifier", "statement", "initialiser", "initializer", "field"]
)
_SIMPLE = {
    "identifier": "identifier",
    "statement": "statement",
    "type": "type",
    "position": "position",
    "parameter": "parameter",
    "initialiser": "initialiser",
    "initializer": "initialiser",
    "field": "field",
    "function": "function",
    "format": "format",
    "symbol": "symbol",
    "typedef": "local-name",
    "metavariable": "metavariable",
    "iterator": "iterator",
    "declarer": "declarer",
    "declaration": "declaration",
}
_UNSUPPORTED_KINDS = frozenset(["declaration", "format", "attribute", "pragma", "cppfield", "symbol-list"])


def parse_metavars(text: str, first_line: int, known_types: frozenset[str]) -> list[Metavar]:
    """Return the metavariables that the declarations in `text` make.

    `known_types` holds the names of type metavariables that earlier rules export under the same name.
    Raises SmplError at a declaration that is not understood or not supported.
    """
    declarations, scripts = cut_scripts(text, first_line)
    return _Reader(tokenize(declarations, first_line, pattern=False), known_types, scripts).read()


class _Reader:
    """Reads declarations one by one up to their semicolons."""

    def __init__(self, tokens: list[Token], types: frozenset[str], scripts: list[Code]) -> None:
        self.tokens = tokens
        self.scripts = iter(scripts)
        self.types = set(types)
        self.at = 0

    def read(self) -> list[Metavar]:
        found: list[Metavar] = []
        while self.at < len(self.tokens):
            found.extend(self._declaration())
        return found

    def _peek(self, ahead: int = 0) -> str:
        return self.tokens[self.at + ahead].text if self.at + ahead < len(self.tokens) else ""

    def _next(self) -> Token:
        if self.at >= len(self.tokens):
            last = self.tokens[-1]
            raise SmplError(
                "A declaration of metavariables lacks its ';'.", line=last.line, column=last.column
            )
        self.at += 1
        return self.tokens[self.at - 1]

    def _accept(self, text: str) -> bool:
        if self._peek() == text:
            self.at += 1
            return True
        return False

    def _expect(self, text: str) -> None:
        token = self._next()
        if token.text != text:
            raise SmplError(
                f"'{text}' was expected here, not '{token.text}'.", line=token.line, column=token.column
            )

    def _declaration(self) -> list[Metavar]:
        start = self.tokens[self.at]
        kind, scope, types, length = self._kind()
        found = []
        while True:
            pointers = 0
            while self._accept("*"):
                pointers += 1
            name_types = self._with_pointers(kind, types, pointers)
            found.append(self._declarator(kind, scope, name_types, length, start))
            if self._accept(";"):
                return found
            self._expect(",")

    @staticmethod
    def _with_pointers(kind: str, types: tuple[TypeSpec, ...], pointers: int) -> tuple[TypeSpec, ...]:
        if pointers and kind == "expression" and not types:
            return (TypeSpec("*", pointers - 1),)
        return (
            tuple(TypeSpec(spec.name, spec.pointers + pointers, spec.meta) for spec in types)
            if pointers
            else types
        )

    def _kind(self) -> tuple[str, str, tuple[TypeSpec, ...], str]:
        token = self._next()
        word = token.text
        while word in ("pure", "context"):
            word = self._next().text
        scope = ""
        if word in ("local", "global"):
            scope, word = word, self._next().text
        if word == "fresh":
            self._expect("identifier")
            return "fresh", "", (), ""
        if word == "idexpression":
            return "idexpression", scope, self._optional_type(), ""
        if word == "constant":
            return "constant", "", self._optional_type(), ""
        if word in _LISTS and self._peek() == "list":
            return self._list(token, word)
        if word == "expression":
            return "expression", "", self._braced_types() if self._peek() == "{" else (), ""
        if word in ("binary", "assignment") and self._accept("operator"):
            return f"{word}-operator", "", (), ""
        if word in ("iterator", "declarer", "attribute") and self._accept("name"):
            return "local-name", word, (), ""
        if word in ("format", "attribute", "pragma", "declaration", "string", "unary"):
            raise unsupported(f"A metavariable of kind '{word}'", token.line, token.column)
        if word == "position" and self._peek() == "any" and self._peek(1) not in (";", ","):
            self._next()
            return "any-position", "", (), ""
        if word in _SIMPLE:
            return _SIMPLE[word], "", (), ""
        self.at -= 1
        return "expression", "", self._braced_types() if self._peek() == "{" else (self._type(),), ""

    def _list(self, start: Token, word: str) -> tuple[str, str, tuple[TypeSpec, ...], str]:
        if word in ("identifier", "field"):
            raise unsupported(f"'{word} list'", start.line, start.column)
        self._next()
        length = ""
        if self._accept("["):
            length = self._next().text
            if self._accept("."):
                length = f"{length}.{self._next().text}"
            self._expect("]")
        return f"{word}-list", "", (), length

    def _optional_type(self) -> tuple[TypeSpec, ...]:
        if self._peek() == "{":
            return self._braced_types()
        starts_type = self._peek() in TYPE_KEYWORDS or self._peek() in self.types
        named = self.at + 1 < len(self.tokens) and self.tokens[self.at + 1].kind == "id"
        pointer = self._peek(1) == "*" and self._peek() != "*"
        if starts_type or named or pointer:
            return (self._type(),)
        if self._peek() == "*":
            return (TypeSpec("*", -1),)
        return ()

    def _braced_types(self) -> tuple[TypeSpec, ...]:
        self._expect("{")
        types = [self._type()]
        while self._accept(","):
            types.append(self._type())
        self._expect("}")
        return tuple(types)

    def _type(self) -> TypeSpec:
        token = self._next()
        words: list[str] = []
        if token.text in ("const", "volatile"):
            token = self._next()
        if token.text in ("struct", "union", "enum"):
            words = [token.text, self._next().text]
        elif token.text in TYPE_KEYWORDS:
            words = [token.text]
            while self._peek() in TYPE_KEYWORDS:
                words.append(self._next().text)
        elif token.kind == "id":
            words = [token.text]
        else:
            raise SmplError(
                f"'{token.text}' begins no declaration of a metavariable.",
                line=token.line,
                column=token.column,
            )
        pointers = 0
        while self._accept("const") or self._accept("volatile"):
            pass
        while self._peek() == "*" or (self._peek() == "[" and self._peek(1) == "]"):
            self.at += 2 if self._peek() == "[" else 1
            pointers += 1
        return TypeSpec(" ".join(words), pointers, " ".join(words) in self.types)

    def _declarator(
        self, kind: str, scope: str, types: tuple[TypeSpec, ...], length: str, start: Token
    ) -> Metavar:
        token = self._next()
        if token.text == "(":
            raise unsupported("A metavariable of function-pointer type", token.line, token.column)
        if token.kind != "id":
            raise SmplError(
                f"The name of a metavariable was expected here, not '{token.text}'.",
                line=token.line,
                column=token.column,
            )
        name, inherited = token.text, None
        if self._accept("."):
            inherited = (name, self._next().text)
            name = inherited[1]
        while self._peek() == "[" and self._peek(1) == "]":
            self.at += 2
            types = tuple(TypeSpec(spec.name, spec.pointers + 1, spec.meta) for spec in types)
        if kind == "type":
            self.types.add(name)
        if kind == "fresh":
            while self._peek() not in (",", ";", ""):
                self._next()
        constraints = []
        while self._peek() not in (",", ";", ""):
            constraints.append(self._constraint())
            self._accept("&&")
        if kind == "any-position":
            # It may be any of the places that the other rule found, not only the one beside equal bindings.
            if inherited is None:
                raise unsupported("'position any' without another rule's position", start.line, start.column)
            constraints.append(Constraint("in", (".".join(inherited),)))
            kind, inherited = "position", None
        return Metavar(
            name, kind, start.line, start.column, types, tuple(constraints), inherited, scope, length
        )

    def _constraint(self) -> Constraint:
        token = self._next()
        if token.text in ("=~", "!~"):
            source = self._next()
            return Constraint("match", pattern=read_regex(source), negated=token.text == "!~")
        if token.text in ("=", "!="):
            values = self._values()
            return Constraint("in" if token.text == "=" else "not-in", values)
        if token.text == "<=":
            return Constraint("within", self._values())
        if token.text == ":":
            return self._script_constraint(token)
        raise unsupported(f"The constraint '{token.text}' on a metavariable", token.line, token.column)

    def _script_constraint(self, start: Token) -> Constraint:
        self._expect("script")
        self._expect(":")
        language = self._next()
        if language.text != "python":
            raise unsupported(f"A script in {language.text}", language.line, language.column)
        self._expect("(")
        names = []
        while self._peek() not in (")", ""):
            names.append(self._value(")"))
            self._accept(",")
        self._expect(")")
        self._expect("{")
        self._expect("}")
        code = next(self.scripts)
        try:
            script = compile_constraint(code.text.strip(), "", code.line)
        except ScriptError as error:
            raise SmplError(
                error.message, line=error.line, column=max(error.column, start.column), hint=error.hint
            ) from None
        return Constraint("script", tuple(names), script=script)

    def _values(self) -> tuple[str, ...]:
        if not self._accept("{"):
            return (self._value(),)
        values = [self._value()]
        while self._accept(","):
            values.append(self._value())
            if len(values) > MAX_VALUES:
                token = self.tokens[self.at - 1]
                raise SmplError(
                    f"A set holds more than {MAX_VALUES} values.", line=token.line, column=token.column
                )
        self._expect("}")
        return tuple(values)

    def _value(self, *ends: str) -> str:
        token = self._next()
        value = token.text
        if self._accept("."):
            value = f"{value}.{self._next().text}"
        while self._peek() not in (",", "}", ";", "&&", "", *ends):
            value += " " + self._next().text if self._peek().isidentifier() else self._next().text
        return value
