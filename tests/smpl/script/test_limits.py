"""Whatever a script tries, its run ends soon and takes little memory."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from gupcheck.smpl.script import ScriptError, ScriptState, compile_script

_NEST = "t = ()\nfor i in range(45):\n    t = (t, t)\n"
_LISTS = "a, b = [], []\nfor i in range(45):\n    a, b = [a, a], [b, b]\n"

BOMBS = {
    "while": ("while True: pass", "step limit"),
    "while with a handler": ("while True:\n    try:\n        1 / 0\n    except:\n        pass", "step limit"),
    "list that grows under its loop": ("x = [1]\nfor i in x: x.append(i)", "step limit"),
    "nested comprehension": ("[0 for a in range(10000) for b in range(10000)]", "step limit"),
    "generator expression": ("any(False for a in range(10000) for b in range(10000))", "step limit"),
    "recursion": ("def f(n): return f(n + 1)\nf(0)", "recursion limit"),
    "recursion through sorted": ("def f(n): return sorted([n, n], key=f)\nf(0)", "recursion limit"),
    "recursion through map": ("def f(n): return list(map(f, [n]))\nf(0)", "recursion limit"),
    "parentheses": ("(" * 5000 + ")" * 5000, "syntax"),
    "minus signs": ("-" * 50000 + "1", "syntax"),
    "brackets": ("[" * 150 + "]" * 150, "nesting limit"),
    "long source": ("x = 1\n" * 20000, "script size limit"),
    "long string": ("'a' * 10**9", "string size limit"),
    "long string from the right": ("10**9 * 'a'", "string size limit"),
    "doubling": ("s = 'ab'\nwhile True: s += s", "string size limit"),
    "replace": ("'a' * 1000\n('a' * 1000).replace('a', 'b' * 1000)", "string size limit"),
    "join": ("('a' * 1000).join(['b'] * 1000)", "string size limit"),
    "ljust": ("'a'.ljust(10**9)", "string size limit"),
    "zfill": ("'a'.zfill(10**9)", "string size limit"),
    "format many": ("('%s' * 1000) % tuple(['a' * 1000] * 1000)", "string size limit"),
    "long list": ("[0] * 10**9", "container size limit"),
    "augmented list": ("x = [0]\nx *= 10**9", "container size limit"),
    "range": ("range(10**9)", "range size limit"),
    "range of huge numbers": ("range(10**30, 10**30 + 5)", "range size limit"),
    "power": ("10**10**10", "integer size limit"),
    "power of powers": ("x = 3\nwhile True: x = x * x", "integer size limit"),
    "power in place": ("x = 10\nx **= 10**9", "integer size limit"),
    "shift": ("1 << 10**9", "integer size limit"),
    "digits": ("int('9' * 100000)", "integer size limit"),
    "percent width": ("'%999999999d' % 1", "format width limit"),
    "percent precision": ("'%.999999999f' % 1", "format width limit"),
    "percent star": ("'%*d' % (10**9, 1)", "format width limit"),
    "format width": ("'{:999999999}'.format(1)", "format width limit"),
    "format precision": ("'{:.999999999f}'.format(1.0)", "format width limit"),
    "f-string width": ("f'{1:999999999}'", "format width limit"),
    "f-string computed width": ("f'{1:{10**9}}'", "format width limit"),
    "format function": ("format(1, '99999')", "format width limit"),
    "print a shared tuple": (_NEST + "print(t)", "step limit"),
    "hash a shared tuple": (_NEST + "{t: 1}", "step limit"),
    "a shared tuple in a set": (_NEST + "set().add(t)", "step limit"),
    "look up a shared tuple": (_NEST + "t in {}", "step limit"),
    "compare shared lists": (_LISTS + "a == b", "step limit"),
    "order shared lists": (_LISTS + "a < b", "step limit"),
    "index of a shared list": (_LISTS + "[a].index(b)", "step limit"),
    "sort shared lists": (_LISTS + "sorted([a, b])", "step limit"),
    "a shared tuple as a missing key": (_NEST + "{}[t]", "step limit"),
    "a list in itself": ("x = []\nx.append(x)\nprint(x)", "container nesting limit"),
    "sort for ever": ("x = [1] * 100000\nwhile True: x.sort()", "step limit"),
    "copy for ever": ("x = [1] * 50000\nwhile True: y = list(x)", "step limit"),
    "search for ever": ("x = 'a' * 100000\nwhile True: x.find('b')", "step limit"),
    "keys whose hashes collide": ("{i * (2**61 - 1): 0 for i in range(50000)}", "integer size limit"),
}


@pytest.mark.parametrize(("source", "construct"), BOMBS.values(), ids=BOMBS.keys())
def test_a_bomb_is_refused_soon(source: str, construct: str, refused: Callable[..., ScriptError]) -> None:
    start = time.monotonic()
    error = refused(source)
    assert error.construct == construct
    assert time.monotonic() - start < 5


def test_a_handler_does_not_outlive_the_budget(refused: Callable[..., ScriptError]) -> None:
    error = refused("try:\n    while True: pass\nfinally:\n    print('late')")
    assert (error.construct, error.line) == ("step limit", 11)


def test_failing_runs_cannot_fill_the_memory() -> None:
    script = compile_script("kept.append('a' * 199999)\n1 / 0", "rule.cocci", 1)
    state = ScriptState()
    compile_script("kept = []", "rule.cocci", 1).run({}, state)
    seen = set()
    for _ in range(400):
        with pytest.raises(ScriptError) as error:
            script.run({}, state)
        seen.add(error.value.construct)
    assert "state size limit" in seen
    assert len(state.names["kept"]) < 400


def test_what_is_dropped_again_does_not_count() -> None:
    script = compile_script("x = 'a' * 199999", "rule.cocci", 1)
    state = ScriptState()
    for _ in range(1000):
        script.run({}, state)
    assert len(state.names["x"]) == 199999
