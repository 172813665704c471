"""One comparison with something of everything in it, for the tests of every format."""

from __future__ import annotations

from gupcheck.model import Confidence, Notification, RuleInfo, Severity
from gupcheck.model.change import CauseChange, Change, ChangesReport, Impact, ImpactUse
from gupcheck.model.comparison import Comparison, Hunk, Quotes
from gupcheck.model.errors import ChainLink

RULES = (
    RuleInfo(
        "GUP302",
        "errno-lost",
        "An error code cannot come any more",
        "rules/change/errno_lost.toml",
        Severity.WARNING,
        Confidence.HIGH,
        ("change", "error-code"),
        {
            "What it does": "Reports a code that the function cannot give now.",
            "Why it matters": "Dead tests.",
        },
    ),
    RuleInfo(
        "GUP303", "errno-gained", "An error code is new", "rules/change/errno_gained.toml", Severity.NOTE
    ),
    RuleInfo("GUP308", "stale-error-test", "A test is dead", "rules/change/stale.toml", Severity.ERROR),
)

OLD, NEW = "mm/walk.c", "mm/walk's.c"
BUSY = CauseChange(
    "pmd_busy(a | b, `c`) is true",
    ("ERR_PTR(-EBUSY)",),
    ("ERR_PTR(-ENOMEM)", "<callee follow>"),
    3,
    4,
    "errno-replaced",
    "That case now goes on through 'alloc(pmd)'.",
)
GONE = CauseChange("", ("0",), (), 9, 0, "check-removed")
IMPACT = (
    Impact(
        "caller",
        "get_all",
        "mm/gup.c",
        12,
        uses=(
            ImpactUse("EBUSY", "tests", "-EBUSY", 13, gained=False),
            ImpactUse("ENOMEM", "maps", "-EAGAIN", 14),
        ),
        may=True,
    ),
    Impact("dead-test", "get_all", "mm/gup.c", 13, "ret == -EBUSY", "EBUSY", gained=False),
    Impact("unhandled", "get_all", "mm/gup.c", 13, code="ENOMEM"),
    Impact(
        "system call",
        "mincore",
        "mm/mincore.c",
        20,
        code="ENOMEM",
        shown="EAGAIN",
        listed=False,
        chain=(ChainLink("sys_mincore", "mm/mincore.c", 20), ChainLink("get_all", "mm/gup.c", 12)),
    ),
    Impact("exported", "walk", NEW),
)

QUOTES = Quotes(
    old={
        (OLD, 2): "struct page *walk(void)",
        (OLD, 3): "\tif (pmd_busy(a | b, `c`))",
        (OLD, 9): "\treturn 0;",
    },
    new={
        (NEW, 2): "struct page *walk(void)",
        (NEW, 4): "\tif (alloc(pmd)) /* é𝄞 */",
        ("mm/gup.c", 12): "\tpage = walk();",
        ("mm/gup.c", 13): "\tif (ret == -EBUSY) \x1b[2J",
    },
    hunks={
        (OLD, NEW): (
            Hunk(
                "@@ -2,3 +2,3 @@",
                (" a ```", "-\tif (pmd_busy(a | b, `c`))", "+\tif (alloc(pmd))"),
                (2, 5),
                (2, 5),
            ),
            Hunk("@@ -90,1 +90,1 @@", ("-x", "+y"), (90, 91), (90, 91)),
        )
    },
    fingerprints={(NEW, 4): "1234abcd:1"},
)

LOST = Change(
    "GUP302",
    "errno-lost",
    Severity.WARNING,
    "'walk()' no longer gives '-EBUSY': where 'pmd_busy(a | b)' is true it did.",
    NEW,
    "walk",
    4,
    OLD,
    "walk",
    3,
    gained=("<callee follow>", "ENOMEM"),
    lost=("EBUSY",),
    resolved_gained=("EAGAIN",),
    causes=(BUSY, GONE),
    impact=IMPACT,
    notes=("It has <b>two</b> variants.",),
)
GAINED = Change(
    "GUP303",
    "errno-gained",
    Severity.NOTE,
    "'walk()' can now give '-ENOMEM'.",
    NEW,
    "walk",
    4,
    OLD,
    "walk",
    3,
    gained=("ENOMEM",),
    causes=(BUSY,),
    impact=IMPACT,
)
REMOVED = Change(
    "GUP308",
    "stale-error-test",
    Severity.ERROR,
    "'gone()' is no more: '-EIO' can't come.",
    "",
    "",
    0,
    "mm/old.c",
    "gone",
    7,
    lost=("EIO",),
    path_only=False,
    impact=(IMPACT[1],),
)
PATH_ONLY = Change(
    "GUP303",
    "errno-gained",
    Severity.NOTE,
    "Another case.",
    "mm/x.c",
    "x",
    5,
    "mm/x.c",
    "x_before",
    5,
    path_only=True,
    causes=(CauseChange("a", ("-EIO",), ("-EIO",), 5, 5),),
)
CALLER = Change(
    "GUP308",
    "stale-error-test",
    Severity.ERROR,
    "The test where 'ret == -EBUSY' is dead.",
    "mm/gup.c",
    "get_all",
    13,
    causes=(CauseChange("ret == -EBUSY", ("EBUSY",), (), 0, 13),),
    impact=(IMPACT[1],),
    calls="walk",
)

REPORT = ChangesReport(
    "0.1.0",
    "v6.4",
    "fix @all.patch",
    (REMOVED, CALLER, PATH_ONLY, LOST, GAINED),
    compared=1204,
    unchanged=1201,
    rules=RULES,
    notifications=(
        Notification(
            "patch", Severity.WARNING, "Hunk 1 of 2 does not apply.", "mm/z.c", line=3, incomplete=True
        ),
        Notification("submodule-changed", Severity.NOTE, "The submodule changed.", "sub"),
    ),
    notes=("Callers were looked for in mm.",),
)
CLEAN = Comparison(
    ChangesReport("0.1.0", "v6.4", "v6.5", compared=12, unchanged=12, rules=RULES), root="/src"
)
COMPARISON = Comparison(REPORT, QUOTES, root="/src/linux", category="mm")
SERIES = Comparison(
    ChangesReport("0.1.0", "v6.4", "2 patches", (LOST,), 2, 1, RULES),
    QUOTES,
    (
        Comparison(ChangesReport("0.1.0", "v6.4", "mm: first", (LOST,), 1, 0, RULES), QUOTES),
        Comparison(ChangesReport("0.1.0", "mm: first", "mm: second", (), 1, 1, RULES), QUOTES),
    ),
)
