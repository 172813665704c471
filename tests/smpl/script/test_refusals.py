"""Nothing gets out: the known ways from an expression to Python's insides are refused, with their place."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gupcheck.smpl.script import (
    ScriptError,
    ScriptOutcome,
    ScriptPosition,
    ScriptState,
    ScriptText,
    compile_script,
)

ESCAPES = {
    "class of a tuple": ("x = 1\n().__class__", "attribute __class__"),
    "subclasses": ("x = 1\n''.__class__.__mro__[1].__subclasses__()", "attribute __subclasses__"),
    "globals of a function": ("def f(): pass\nf.__globals__", "attribute __globals__"),
    "code of a function": ("def f(): pass\nf.func_code", "attribute func_code"),
    "getattr": ("x = 1\ngetattr(x, '__class__')", "use of getattr"),
    "getattr by another name": ("x = 1\ng = getattr", "use of getattr"),
    "getattr in a list": ("x = 1\n[getattr][0](x, 'y')", "use of getattr"),
    "import function": ("x = 1\n__import__('os')", "use of __import__"),
    "builtins": ("x = 1\n__builtins__", "the name __builtins__"),
    "open": ("x = 1\nopen('/etc/passwd')", "use of open"),
    "eval": ("x = 1\neval('1')", "use of eval"),
    "exec": ("x = 1\nexec('1')", "use of exec"),
    "compile": ("x = 1\ncompile('1', '', 'eval')", "use of compile"),
    "globals": ("x = 1\nglobals()", "use of globals"),
    "vars": ("x = 1\nvars(x)", "use of vars"),
    "type": ("x = 1\ntype(x)", "use of type"),
    "type by another name": ("x = 1\ny = type", "use of type"),
    "iter": ("x = 1\niter([])", "use of iter"),
    "input": ("x = 1\ninput()", "use of input"),
    "breakpoint": ("x = 1\nbreakpoint()", "use of breakpoint"),
    "import os": ("x = 1\nimport os", "import of os"),
    "import os as re": ("x = 1\nimport os as re", "import of os"),
    "import sys with re": ("x = 1\nimport re, sys", "import of sys"),
    "from os import": ("x = 1\nfrom os import system", "import of os"),
    "relative import": ("x = 1\nfrom .re import sub", "import of re"),
    "part of a module": ("x = 1\nfrom coccilib.report import os", "import of coccilib.report.os"),
    "submodule": ("x = 1\nimport coccilib.xnum", "import of coccilib.xnum"),
    "module attribute": ("x = 1\ncoccilib.xml_firehose.import_firehose()", "attribute import_firehose"),
    "format attribute": ("x = 1\n'{0.__class__}'.format(x)", "format field"),
    "format attribute by keyword": ("x = 1\n'{k.real}'.format(k=x)", "format field"),
    "format index": ("x = 1\n'{0[0]}'.format([x])", "format field"),
    "format in a specification": ("x = 1\n'{0:{1}}'.format(x, 5)", "format field"),
    "format of a bound method": ("f = '{0.__self__}'.format\nf(f)", "format field"),
    "format map": ("x = 1\n'{a}'.format_map({})", "attribute format_map"),
    "f-string": ("x = 1\nf'{x.__class__}'", "attribute __class__"),
    "f-string specification": ("x = 1\nf'{x:{x.__class__}}'", "attribute __class__"),
    "lambda default": ("x = 1\nlambda a=x.__class__: a", "attribute __class__"),
    "function default": ("x = 1\ndef f(a=open): pass", "use of open"),
    "keyword": ("x = 1\nprint(x, file=x)", "TypeError"),
    "double star call": ("x = 1\nprint(**{'sep': x})", "a call with **"),
    "star parameter": ("x = 1\ndef f(*a): pass", "a parameter with * or **"),
    "double star parameter": ("x = 1\nlambda **a: a", "a parameter with * or **"),
    "dunder keyword": ("x = 1\nprint(__class__=x)", "the name __class__"),
    "decorator": ("@x\ndef f(): pass", "a decorator"),
    "class": ("x = 1\nclass A: pass", "class definition"),
    "walrus": ("x = 1\n[y := 1]", "':=' assignment"),
    "walrus in a comprehension": ("x = 1\n[y := i for i in [1]]", "':=' assignment"),
    "generator": ("def f():\n    yield 1", "yield"),
    "generator expression's frame": ("x = 1\n(i for i in []).gi_frame", "attribute gi_frame"),
    "coroutine": ("x = 1\nasync def f(): pass", "async function"),
    "with": ("x = 1\nwith x: pass", "with statement"),
    "match": ("x = 1\nmatch x:\n    case 1: pass", "match statement"),
    "nonlocal": ("def f():\n    nonlocal x", "nonlocal"),
    "annotation": ("x = 1\ny: int = 2", "annotated assignment"),
    "matrix product": ("x = 1\nx @ x", "'@' operator"),
    "bytes": ("x = 1\nb'a'", "a bytes constant"),
    "complex": ("x = 1\n1j", "a complex constant"),
    "attribute assignment": ("x = 1\ncocci.exit = x", "assignment to the attribute '.exit'"),
    "attribute deletion": ("x = 1\ndel cocci.exit", "assignment to the attribute '.exit'"),
    "starred target": ("x = 1\na, *b = [1]", "a starred assignment target"),
    "encode": ("x = 1\n'a'.encode()", "attribute encode"),
}


@pytest.mark.parametrize(("source", "construct"), ESCAPES.values(), ids=ESCAPES.keys())
def test_an_escape_is_refused_by_name_and_line(
    source: str, construct: str, refused: Callable[..., ScriptError]
) -> None:
    error = refused(source)
    assert error.construct == construct
    assert error.line == 11
    assert str(error).startswith(f"rule.cocci:11:{error.column}: ")


@pytest.mark.parametrize("name", ["args", "with_traceback", "__traceback__", "message"])
def test_an_exception_has_no_attributes(name: str, refused: Callable[..., ScriptError]) -> None:
    error = refused(f"try:\n    1 / 0\nexcept Exception as e:\n    e.{name}")
    assert (error.construct, error.line) == (f"attribute {name}", 13)


def test_no_attribute_of_our_own_objects_can_be_reached(refused: Callable[..., ScriptError]) -> None:
    place = ScriptPosition("a.c", "f", "1", "0", "1", "4")
    assert refused("p.kind", p=ScriptText("x")).construct == "attribute kind"
    assert refused("p.position", p=(place,)).construct == "attribute position"
    assert refused("print.function").construct == "attribute function"
    assert refused("'a'.join.receiver").construct == "attribute receiver"
    assert refused("p.elements", p=ScriptText("x")).construct == "AttributeError"
    assert refused("p[0].strip()", p=(place,)).construct == "AttributeError"


def test_a_handler_cannot_catch_a_refusal(refused: Callable[..., ScriptError]) -> None:
    error = refused(
        "try:\n    '{0.real}'.format(1)\nexcept:\n    print('caught')\nfinally:\n    print('finally')"
    )
    assert (error.construct, error.line) == ("format field", 11)


def test_a_refusal_does_not_wait_for_a_run() -> None:
    with pytest.raises(ScriptError) as error:
        compile_script("if False:\n    open('x')", "rule.cocci", 7)
    assert (error.value.line, error.value.column) == (8, 5)


def test_a_variable_may_have_the_name_of_a_builtin(printed: Callable[..., list[str]]) -> None:
    assert printed("print(type, id)", type=ScriptText("int"), id=ScriptText("x")) == ["int x"]
    assert printed("def filter(str, open):\n    return str + open\nprint(filter('a', 'b'))") == ["ab"]


FRAGMENTS = [
    "x",
    "y",
    "p",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ":",
    ",",
    ".",
    "=",
    "==",
    "%",
    "+",
    "**",
    "*",
    '"%s"',
    "'a{}'",
    "1",
    "9999999",
    "for",
    "in",
    "if",
    "else",
    "def",
    "f",
    "lambda",
    "print",
    "len",
    "return",
    "while",
    "try",
    "except",
    "class",
    "import",
    "re",
    "__class__",
    ".format",
    ".join",
    ".line",
    "not",
    "None",
    "\n",
    "\n",
    "",
    "",
    "",
    ";",
    "//",
    "#",
]


@given(st.lists(st.sampled_from(FRAGMENTS), max_size=25))
@example(["x", "=", "lambda", ":", "x", "\n", "x", "(", ")"])
def test_no_text_makes_anything_but_a_script_error(fragments: list[str]) -> None:
    place = ScriptPosition("a.c", "f", "1", "0", "1", "4")
    try:
        script = compile_script(" ".join(fragments), "rule.cocci", 1)
        outcome = script.run({"p": (place,), "x": ScriptText("x")}, ScriptState())
    except ScriptError as error:
        assert error.line >= 1, "an error without a place"  # noqa: PT017
    else:
        assert isinstance(outcome, ScriptOutcome)


@pytest.mark.parametrize(
    ("source", "line"),
    [("return 1", 10), ("if 1:\n    break", 11), ("for i in []: pass\nelse:\n    continue", 12)],
)
def test_a_misplaced_statement_is_refused(
    source: str, line: int, refused: Callable[..., ScriptError]
) -> None:
    assert refused(source).line == line
