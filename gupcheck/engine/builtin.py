"""The rules that gupcheck has about its own comments; they are code, all others are `.cocci` files."""

from __future__ import annotations

from gupcheck.model import Confidence, RuleInfo, Severity

UNUSED_SUPPRESSION = RuleInfo(
    id="GUP001",
    name="unused-suppression",
    short="A suppression that silences nothing",
    path="gupcheck/engine/suppression.py",
    severity=Severity.WARNING,
    confidence=Confidence.HIGH,
    tags=("suppression",),
    sections={
        "What it does": (
            "Reports a comment `gupcheck: ignore[...]` of which no rule that it names finds anything.\n"
            "Only rules that ran are looked at: a suppression of a rule that was not selected is left alone."
        ),
        "Why it matters": "A suppression that outlives its reason hides the next real finding in that place.",
        "Example": "    /* gupcheck: ignore[GUP101] the pmd is stable here */\n    return 0;",
        "Use instead": "Remove the comment, or the id in it that is no longer needed.",
        "Limits": "A rule that the kernel's version turns off does not run, so it is not looked at.",
    },
)

BAD_SUPPRESSION = RuleInfo(
    id="GUP002",
    name="bad-suppression",
    short="A suppression without a reason, or that can't be read",
    path="gupcheck/engine/suppression.py",
    severity=Severity.WARNING,
    confidence=Confidence.HIGH,
    tags=("suppression",),
    sections={
        "What it does": (
            "Reports a comment that begins with `gupcheck:` and is not `ignore[IDS] reason`. Such a comment\n"
            "suppresses nothing."
        ),
        "Why it matters": "Who reads the code later must be able to judge whether the reason still holds.",
        "Example": "    if (pmd_trans_unstable(pmd)) /* gupcheck: ignore[GUP101] */",
        "Use instead": (
            "    if (pmd_trans_unstable(pmd)) /* gupcheck: ignore[GUP101] the mmap lock is held */"
        ),
        "Limits": "Whether the reason is a good one is not judged.",
    },
)

BUILTIN_RULES = (UNUSED_SUPPRESSION, BAD_SUPPRESSION)
