"""Scripts mean what Python says: the same sources are run by Python itself and compared."""

from __future__ import annotations

import contextlib
import io
import textwrap
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gupcheck.smpl.script import ScriptState, ScriptText, TermList, compile_script

SOURCES = {
    "arithmetic": """
        print(1 + 2 * 3 - 4 / 2, 7 % 3, -7 % 3, 2 ** 10, 5 & 3, 5 | 3, 5 ^ 3, ~5, 1 << 4, 256 >> 3)
    """,
    "comparison": """
        print(1 < 2 <= 2, 'a' == 'a', [1] != [2], None is None, 3 not in (1, 2), 'b' in 'abc')
    """,
    "boolean": """
        print(0 or '' or 'x', 1 and [] and 2, not {}, 1 if [] else 2)
    """,
    "displays": """
        print([1, 'a'], (1,), (), {'k': [1]}, {3, 1, 2}, set(), frozenset([1]), frozenset())
    """,
    "subscripts": """
        x = [1, 2, 3, 4]
        x[0] = 9
        x[1:3] = [7]
        print(x[-1], x[::2], 'abc'[1:], {'a': 1}['a'], x)
    """,
    "comprehensions": """
        print([i * j for i in range(3) for j in [1, 2] if i], {k: len(k) for k in ['a', 'bc']})
        print({c for c in 'aab'} == {'a', 'b'}, sum(i for i in range(4)))
    """,
    "f-string": """
        x = 3
        print(f'{x} {x:>4} {x!r:<3}| {x + 1:04d} {"s"!r}')
    """,
    "percent": """
        print('%s %d %5.2f %x %-4s| %% %r %c' % ('a', 3, 2.5, 255, 'b', 'q', 'z'), '%(k)s' % {'k': 1})
    """,
    "format": """
        print('{} {}'.format(1, 'a'), '{1}{0}'.format('a', 'b'), '{k:>5}'.format(k='x'), '{{}}'.format())
    """,
    "augmented": """
        x = 1
        x += 2
        y = z = [1]
        y += 'ab'
        d = {'n': 1}
        d['n'] *= 5
        s = {1}
        s |= {2}
        print(x, z, d, s)
    """,
    "unpacking": """
        a, (b, c) = 1, [2, 3]
        for i, (k, v) in enumerate({'x': 1}.items()):
            print(a, b, c, i, k, v)
    """,
    "loops": """
        for i in range(9):
            if i == 2:
                continue
            if i == 5:
                break
            print(i)
        else:
            print('no')
        while i < 7:
            i += 1
        else:
            print('end', i)
    """,
    "growing list": """
        x = [1]
        for i in x:
            if i < 4:
                x.append(i + 1)
        print(x)
    """,
    "functions": """
        def f(a, b=2, *, c=3):
            return a + b + c
        print(f(1), f(1, c=0), f(b=1, a=1), (lambda q=5: q)())
    """,
    "closure": """
        def outer(n):
            def inner():
                return n + 1
            return inner()
        print(outer(4))
    """,
    "global": """
        n = 0
        def bump(by=1):
            global n
            n += by
            return n
        bump()
        print(bump(by=3), n)
    """,
    "try": """
        for v in ['7', 'x', None]:
            try:
                print(int(v))
            except ValueError as e:
                print('bad', e)
            except (TypeError, KeyError):
                print('type')
            else:
                print('fine')
            finally:
                print('done')
    """,
    "finally returns": """
        def f():
            try:
                return 1 / 0
            finally:
                return 'kept'
        print(f())
    """,
    "raise again": """
        try:
            try:
                {}['k']
            except KeyError:
                raise
        except LookupError as e:
            print(e)
    """,
    "raise": """
        try:
            raise ValueError('why')
        except Exception as e:
            print(e)
    """,
    "delete": """
        x = [1, 2, 3]
        del x[0]
        d = {'a': 1}
        del d['a']
        print(x, d)
        del x
    """,
    "unbound local": """
        x = 1
        def f():
            y = x
            x = 2
        try:
            f()
        except NameError:
            print('unbound')
    """,
    "text methods": r"""
        t = ' Some_text, here '
        print(t.strip().split(', '), t.upper().title(), t.replace('e', '3'), t.find('x'))
        print('-'.join(['a', 'b']), 'a.b'.partition('.'), '7'.zfill(3), 'x'.ljust(3) + '|')
        print('12'.isdigit(), t.startswith((' S', 'x')), 'a\nb'.splitlines(), 'aXa'.count('a'))
        print('a=b=c'.rsplit('=', 1))
    """,
    "container methods": """
        x = [3, 1]
        x.append(2)
        x.extend((5, 4))
        x.insert(0, 9)
        x.remove(9)
        x.sort(key=lambda v: -v)
        print(x, x.pop(), x.index(5), x.count(1))
        d = {}
        d.setdefault('k', []).append(1)
        d.update({'m': 2}, n=3)
        print(d, d.get('z', 0), list(d.keys()), d.pop('m'))
        print(sorted({1, 2}.union([3])), {1, 2} & {2}, {1} - {1})
    """,
    "built-ins": """
        print(len('abc'), min(3, 1), max(['a', 'bb'], key=len), sorted([2, 1], reverse=True))
        print(any([0, 1]), all([]), list(zip('ab', [1, 2])), abs(-2))
        print(int('0x10', 0), str(5), repr('q'), bool([]))
        print(tuple([1]), dict([('a', 1)]), list(map(str, [1])), list(filter(None, [0, 1])))
        print(list(reversed([1, 2])), round(2.5), hex(255), ord('a'))
        print(chr(98))
    """,
    "print": r"""
        print('a', 1, sep='-', end='!\n')
        print()
        print([None, True, 1.5])
    """,
    "chained strings": r"""
        print('a' 'b', u'c', r'\n', 'x' * 3, [0] * 2, (1,) + (2,))
    """,
    "assert": """
        try:
            assert 1 == 2, 'no'
        except AssertionError as e:
            print(e)
    """,
}


@pytest.mark.parametrize("source", SOURCES.values(), ids=SOURCES.keys())
def test_the_same_as_python(source: str, printed: Callable[..., list[str]]) -> None:
    source = textwrap.dedent(source)
    expected = io.StringIO()
    with contextlib.redirect_stdout(expected):
        exec(source, {})
    assert "\n".join(printed(source)) + "\n" == expected.getvalue()


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers(-(2**60), 2**60) | st.text(max_size=8),
        lambda inner: (
            st.lists(inner, max_size=4) | st.tuples(inner) | st.dictionaries(st.text(max_size=3), inner)
        ),
        max_leaves=20,
    )
)
def test_literals_print_as_python_prints_them(value: object) -> None:
    outcome = compile_script(f"print([{value!r}])", "rule.cocci", 1).run({}, ScriptState())
    assert outcome.outputs[0].message == repr([value]).encode("utf-8", "replace").decode()


@given(
    st.text(max_size=30),
    st.integers(0, 99),
    st.sampled_from(["%s=%d", "%(a)s", "%5s|%-3d", "%%%s%d", "%d%s"]),
)
def test_percent_as_python(text: str, number: int, template: str) -> None:
    values: object = {"a": text} if "(" in template else (text, number)
    try:
        expected = template % values
    except TypeError:
        expected = "TypeError"
    source = "try:\n    print(template % values, end='')\nexcept TypeError:\n    print('TypeError')"
    outcome = compile_script(f"template, values = {template!r}, {values!r}\n{source}", "r", 1).run(
        {}, ScriptState()
    )
    assert outcome.outputs[0].message == expected.encode("utf-8", "replace").decode().removesuffix("\n")


def test_a_set_is_walked_in_the_order_of_its_text(printed: Callable[..., list[str]]) -> None:
    assert printed("for w in {'b', 'a', 'c'}:\n    print(w)\nprint({'z', 'y'}, ','.join({'q', 'p'}))") == [
        "a",
        "b",
        "c",
        "{'y', 'z'} p,q",
    ]


def test_a_metavariable_is_its_text(printed: Callable[..., list[str]]) -> None:
    text = ScriptText("dev -> x + 1", "expression")
    source = "print(e, '%s!' % e, e + ';', len(e), e == 'dev -> x + 1', e.split()[0], e.expr, [e], e[0:3])"
    assert printed(source, e=text) == [
        "dev -> x + 1 dev -> x + 1! dev -> x + 1; 12 True dev dev -> x + 1 ['dev -> x + 1'] dev"
    ]


def test_a_list_of_terms_has_a_text_and_elements(printed: Callable[..., list[str]]) -> None:
    terms = TermList("a , b", ("a", "b"))
    assert printed("print(l, l.expr, l.elements, l[1], len(l), 'a' in l, [x for x in l])", l=terms) == [
        "a , b a , b ('a', 'b') b 2 True ['a', 'b']"
    ]


def test_an_error_names_its_line_and_column(refused: Callable[..., object]) -> None:
    error = refused("x = 1\nprint(x,\n      undefined)")
    assert str(error) == "rule.cocci:12:7: The script fails: NameError: name 'undefined' is not defined."


def test_an_error_in_a_function_names_the_line_of_the_function(refused: Callable[..., object]) -> None:
    assert str(refused("def f(a):\n    return a / 0\n\nf(1)")).startswith("rule.cocci:11:12: ")


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("'%d' % '3'", "TypeError: %d format: a real number is required, not str"),
        ("'%s %s' % 'a'", "TypeError: not enough arguments for format string"),
        ("'a' + 1", 'TypeError: can only concatenate str (not "int") to str'),
        ("[1][3]", "IndexError: list index out of range"),
        ("len()", "TypeError: len() does not take these arguments"),
        ("None.upper()", "AttributeError: 'NoneType' object has no attribute 'upper'"),
        ("'a' < 1", "TypeError: '<' not supported between instances of 'str' and 'int'"),
        ("for x in 5: pass", "TypeError: 'int' object is not iterable"),
        ("5()", "TypeError: 'int' object is not callable"),
        ("(lambda a: a)(1, 2)", "TypeError: <lambda>() takes 1 arguments but 2 were given"),
        ("(lambda a: a)()", "TypeError: <lambda>() misses the argument 'a'"),
    ],
)
def test_an_error_has_the_text_of_python(
    source: str, text: str, printed: Callable[..., list[str]], refused: Callable[..., object]
) -> None:
    assert str(refused(source)).endswith(f" The script fails: {text}.")
    caught = printed(f"try:\n    {source}\nexcept Exception as e:\n    print(e)")
    assert caught == [text.partition(": ")[2]]
