"""The few names of kernel C that change where control goes."""

from __future__ import annotations

NO_RETURN = frozenset(
    {
        "BUG",
        "__builtin_trap",
        "__builtin_unreachable",
        "__module_put_and_kthread_exit",
        "complete_and_exit",
        "do_exit",
        "do_group_exit",
        "do_task_dead",
        "kthread_complete_and_exit",
        "kthread_exit",
        "make_task_dead",
        "module_put_and_kthread_exit",
        "panic",
        "rewind_stack_and_make_dead",
        "unreachable",
        "usercopy_abort",
    }
)
"""Calls that never return: the macros of bug.h and compiler.h, and what tools/objtool/noreturns.h lists for
all architectures. `BUILD_BUG()` is not here: where its statement is reached the build stops, or it was never
there."""

SINGLE_ROUND = {"scoped_guard": False, "scoped_cond_guard": True}
"""Macros of cleanup.h that are loops of one round, so that `break` and `continue` leave them. The value tells
whether the round may be skipped, as it is where the lock of `scoped_cond_guard` is not taken."""

TRANSPARENT = frozenset({"likely", "unlikely"})
"""Macros of one argument whose truth is that of the argument (compiler.h)."""

UNEVALUATED = frozenset(
    {"typeof", "__typeof__", "__typeof", "__builtin_constant_p", "__builtin_types_compatible_p"}
)
"""Operators of GNU C that look like calls and do not evaluate their arguments."""
