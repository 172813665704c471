"""What `gupcheck errors` reports: values of functions, what callers do with them, where users see them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Origin:
    """Where a value entered: a file of the tree and a line (from 1).

    `through` names the callees that it came through, the nearest first; () where it entered in the function
    itself.
    """

    file: str
    line: int
    through: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class ErrorOutcome:
    """One way in which a function ends.

    `value` is what it returns, in C's words; `cause` the check that decides it, with its outcome, "" where
    nothing does, and `cause_line` its line (0 without one); `line` the line of the return. `may` tells that
    the value came through a function pointer.
    """

    value: str
    cause: str
    origin: Origin
    line: int
    cause_line: int = 0
    may: bool = False


@dataclass(frozen=True, slots=True, order=True)
class Stored:
    """What a function leaves in `target`, in C's words: `*err`, `walk->action`."""

    target: str
    outcomes: tuple[ErrorOutcome, ...]


@dataclass(frozen=True, slots=True, order=True)
class CodeUse:
    """One thing that a caller does with one code.

    `action` is returns, maps, retries, tests, stores, passes, drops or unknown; `becomes` what the code is
    mapped to, stored in or passed to, or how it is dropped; `line` where, from 1.
    """

    code: str
    action: str
    becomes: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True, order=True)
class Caller:
    """A call of the function: `function` is the caller, `line` the call's line.

    `may` tells that it is a call through a function pointer.
    """

    file: str
    line: int
    function: str
    uses: tuple[CodeUse, ...] = ()
    may: bool = False


@dataclass(frozen=True, slots=True, order=True)
class ChainLink:
    """One function of a call chain: `line` is that of its call of the next one, 0 for the last."""

    function: str
    file: str
    line: int = 0


@dataclass(frozen=True, slots=True, order=True)
class EntryPoint:
    """A system call, an ioctl or a file operation that can show a code to a user.

    `kind` is "system call", "ioctl" or "file operation": `name` is then the function that a read, a write, a
    mapping or an attribute of a file ends in. `code` is what the function yields and `shown` what the user
    sees of it. `listed` tells whether the system call's manual page lists that, None where there is no page.
    `chain` is a shortest one, from the entry point to the function. `may` tells that it is only possible: a
    function pointer is on it, the function has the code through one, or needs flags that nobody on the chain
    names: these are in `needs`.
    """

    name: str
    kind: str
    code: str
    shown: str
    listed: bool | None
    chain: tuple[ChainLink, ...]
    may: bool = False
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FunctionErrors:
    """What one function returns.

    `exact` is true where nothing unknown is among its values, relative to `scope`. `errnos` are the words of
    the codes, carried by numbers and pointers alike. `given_up` tells that the analysis took too long:
    nothing is known then, and `notes` say so. `stores` are the codes and named statuses that it leaves in
    what its parameters point to. `callers` and `entry_points` are None where they were not asked for.
    """

    name: str
    file: str
    line: int
    return_type: str
    exact: bool
    scope: str
    errnos: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
    outcomes: tuple[ErrorOutcome, ...] = ()
    notes: tuple[str, ...] = ()
    given_up: bool = False
    stores: tuple[Stored, ...] = ()
    callers: tuple[Caller, ...] | None = None
    entry_points: tuple[EntryPoint, ...] | None = None


@dataclass(frozen=True, slots=True)
class ErrorsReport:
    """What was asked for: functions by file and line. `notes` are sentences about the run as a whole.

    `root` is the absolute path of the tree that all files are relative to. `resolved` tells whether callees
    are filled in.
    """

    version: str
    root: str
    resolved: bool
    functions: tuple[FunctionErrors, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Filled:
    """What `gupcheck index` did: files and functions that the cache now has.

    `given_up` of the functions took too long to be analysed. `notes` are sentences on the state of the cache.
    """

    files: int
    functions: int
    given_up: int
    notes: tuple[str, ...] = ()
