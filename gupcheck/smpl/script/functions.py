"""The built-in functions and exception classes of Python that scripts may use."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from gupcheck.smpl.script.budget import MAX_INT_BITS, MAX_ITEMS
from gupcheck.smpl.script.errors import RefusalError
from gupcheck.smpl.script.formatting import formatted
from gupcheck.smpl.script.methods import members, ordered, pairs
from gupcheck.smpl.script.operators import add, is_true
from gupcheck.smpl.script.rendering import CONTAINERS, elements, to_repr, to_text
from gupcheck.smpl.script.values import Caught, Machine, Native, TermList, Value, type_name

EXCEPTIONS: Mapping[str, type[Exception]] = {
    kind.__name__: kind
    for kind in (
        Exception,
        ArithmeticError,
        AssertionError,
        AttributeError,
        IndexError,
        KeyError,
        LookupError,
        NameError,
        OverflowError,
        RuntimeError,
        TypeError,
        UnboundLocalError,
        ValueError,
        ZeroDivisionError,
    )
}


def _print(
    machine: Machine, /, *given: Value, sep: Value = " ", end: Value = "\n", flush: Value = False
) -> None:
    """Record one output; `flush` changes nothing."""
    budget = machine.budget
    gap, tail = (" " if sep is None else sep), ("\n" if end is None else end)
    if not (isinstance(gap, str) and isinstance(tail, str)):
        raise TypeError("sep and end must be None or a string")
    texts = [to_text(budget, item) for item in given]
    budget.text(sum(map(len, texts)) + len(gap) * len(texts) + len(tail))
    message = (gap.join(texts) + tail).removesuffix("\n")
    machine.recording.say("print", message, message)


def _len(_machine: Machine, value: Value, /) -> int:
    if isinstance(value, TermList):
        return len(value.elements)
    if isinstance(value, (str, *CONTAINERS)):
        return len(value)
    raise TypeError(f"object of type '{type_name(value)}' has no len()")


def _int(machine: Machine, value: Value = 0, /, *base: Value) -> int:
    if isinstance(value, str) and len(value) > MAX_INT_BITS:
        raise RefusalError("A number written with that many digits is not supported.", "integer size limit")
    if not isinstance(value, str | int | float):
        raise TypeError(f"int() argument must be a string or a real number, not '{type_name(value)}'")
    number = int(value, *base)
    machine.budget.bits(number.bit_length())
    return number


def _float(_machine: Machine, value: Value = 0.0, /) -> float:
    if not isinstance(value, str | int | float):
        raise TypeError(f"float() argument must be a string or a real number, not '{type_name(value)}'")
    return float(value)


def _str(machine: Machine, value: Value = "", /) -> str:
    return to_text(machine.budget, value)


def _repr(machine: Machine, value: Value, /) -> str:
    return to_repr(machine.budget, value)


def _range(_machine: Machine, /, *limits: Value) -> range:
    made = range(*limits)
    longest = max(abs(made.start), abs(made.stop), abs(made.step))
    if longest > 2**62 or len(made) > MAX_ITEMS:
        raise RefusalError(f"A range of over {MAX_ITEMS} numbers is not supported.", "range size limit")
    return made


def _extreme(name: str, last: bool) -> Callable[..., Value]:
    def run(machine: Machine, /, *given: Value, key: Value = None, **named: Value) -> Value:
        if named.keys() - {"default"}:
            raise TypeError(f"{name}() got an unexpected keyword argument")
        items = elements(machine.budget, given[0]) if len(given) == 1 else list(given)
        if not items and "default" in named:
            return named["default"]
        if not items:
            raise ValueError(f"{name}() arg is an empty sequence")
        return ordered(machine, items, key, last)[0]

    return run


def _sorted(machine: Machine, items: Value, /, *, key: Value = None, reverse: Value = False) -> list[Value]:
    return ordered(machine, elements(machine.budget, items), key, reverse)


def _sum(machine: Machine, items: Value, start: Value = 0, /) -> Value:
    for item in elements(machine.budget, items):
        start = add(machine.budget, start, item)
    return start


def _enumerate(machine: Machine, items: Value, start: Value = 0) -> list[Value]:
    if not isinstance(start, int):
        raise TypeError("enumerate() start must be an integer")
    return list(enumerate(elements(machine.budget, items), start))


def _zip(machine: Machine, /, *items: Value) -> list[Value]:
    return list(zip(*(elements(machine.budget, item) for item in items), strict=False))


def _map(machine: Machine, function: Value, /, *items: Value) -> list[Value]:
    return [machine.call(function, list(row), {}) for row in _zip(machine, *items)]


def _filter(machine: Machine, function: Value, items: Value, /) -> list[Value]:
    kept = elements(machine.budget, items)
    if function is None:
        return [item for item in kept if is_true(item)]
    return [item for item in kept if is_true(machine.call(function, [item], {}))]


def _abs(_machine: Machine, value: Value, /) -> Value:
    if not isinstance(value, int | float):
        raise TypeError(f"bad operand type for abs(): '{type_name(value)}'")
    return abs(value)


def _round(_machine: Machine, value: Value, digits: Value = None, /) -> Value:
    if not isinstance(value, int | float) or abs(digits or 0) > MAX_INT_BITS:
        raise TypeError(f"round() does not take '{type_name(value)}' with these digits")
    return round(value, digits)


def _digits(function: Callable[[int], str]) -> Callable[..., Value]:
    def run(_machine: Machine, value: Value, /) -> str:
        if not isinstance(value, int):
            raise TypeError(f"'{type_name(value)}' object cannot be interpreted as an integer")
        return function(value)

    return run


def _chr(_machine: Machine, code: Value, /) -> str:
    return chr(code)


def _ord(_machine: Machine, letter: Value, /) -> int:
    return ord(letter)


def _format(machine: Machine, value: Value, spec: Value = "", /) -> str:
    if not isinstance(spec, str):
        raise TypeError("format() argument 2 must be str")
    return formatted(machine.budget, value, None, spec)


def _dict(machine: Machine, source: Value = (), /, **named: Value) -> dict[Value, Value]:
    return {**pairs(machine, source), **named}


def _reversed(machine: Machine, items: Value, /) -> list[Value]:
    if isinstance(items, set | frozenset):
        raise TypeError(f"'{type_name(items)}' object is not reversible")
    return elements(machine.budget, items)[::-1]


def _raised(kind: str) -> Callable[..., Caught]:
    def run(machine: Machine, /, *given: Value) -> Caught:
        one = to_text(machine.budget, given[0] if len(given) == 1 else tuple(given))
        return Caught(kind, one if given else "")

    return run


_FUNCTIONS: Mapping[str, Callable[..., Value]] = {
    "abs": _abs,
    "all": lambda machine, items: all(map(is_true, elements(machine.budget, items))),
    "any": lambda machine, items: any(map(is_true, elements(machine.budget, items))),
    "bin": _digits(bin),
    "bool": lambda _machine, value=False: is_true(value),
    "chr": _chr,
    "dict": _dict,
    "enumerate": _enumerate,
    "filter": _filter,
    "float": _float,
    "format": _format,
    "frozenset": lambda machine, items=(): frozenset(members(machine, items)),
    "hex": _digits(hex),
    "int": _int,
    "len": _len,
    "list": lambda machine, items=(): elements(machine.budget, items),
    "map": _map,
    "max": _extreme("max", last=True),
    "min": _extreme("min", last=False),
    "oct": _digits(oct),
    "ord": _ord,
    "print": _print,
    "range": _range,
    "repr": _repr,
    "reversed": _reversed,
    "round": _round,
    "set": lambda machine, items=(): members(machine, items),
    "sorted": _sorted,
    "str": _str,
    "sum": _sum,
    "tuple": lambda machine, items=(): tuple(elements(machine.budget, items)),
    "zip": _zip,
}

BUILTINS: Mapping[str, Value] = {
    **{name: Native(name, function) for name, function in _FUNCTIONS.items()},
    **{name: Native(name, _raised(name)) for name in EXCEPTIONS},
}
