"""What `gupcheck diff` reports: which codes a function gained or lost, by which cause, and who notices."""

from __future__ import annotations

from dataclasses import dataclass

from gupcheck.model.errors import ChainLink
from gupcheck.model.finding import Severity
from gupcheck.model.report import Notification
from gupcheck.model.rule import RuleInfo


@dataclass(frozen=True, slots=True, order=True)
class CauseChange:
    """One check whose outcome changed.

    `cause` is the check in the source's words, with its outcome ("pte_alloc(mm, pmd) is true"), "" where the
    function yields the value whatever it checks. `before` and `after` are what it yields then, in C's words:
    "-EBUSY", "ERR_PTR(-ENOMEM)", "NULL", "0", "<callee f>", "a retry"; () where the function goes on as in
    any other case. `old_line` and `new_line` are those of the check, or where the value enters if nothing is
    checked, from 1, 0 where the version has none. `kind` is the word by which change rules select:
    errno-replaced, errno-lost, errno-gained, error-to-success, success-to-error, representation-changed or
    check-removed. `note` are sentences on what the case does now, "" where there is nothing to add.
    """

    cause: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    old_line: int = 0
    new_line: int = 0
    kind: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, order=True)
class ImpactUse:
    """What a caller does with one changed code.

    `action` is returns, maps, retries, tests, stores, passes, drops or unknown; `becomes` what the code is
    mapped to, stored in or passed to; `line` where, from 1. `gained` tells that the code is new to the
    caller, otherwise it is one that cannot come any more.
    """

    code: str
    action: str
    becomes: str = ""
    line: int = 0
    gained: bool = True


@dataclass(frozen=True, slots=True, order=True)
class Impact:
    """Someone who can notice a change.

    `kind` is:
    - "caller": `function` calls the changed one in line `line`, or with a `chain` one that hands its codes
      on; `uses` tells what it does with each changed code;
    - "dead-test": the test `text` in line `line` of `function` asks for `code`, which cannot come any more;
      `may` tells that not all of what the changed function yields is known;
    - "unhandled": `function` knows other failures, in line `line`, and takes `code`, which is new, for a
      success;
    - "setter": `function` sets the flag `text` in line `line`, without which none of the changed codes can
      come; `uses` tells what it does with those that it gets;
    - "system call", "ioctl" or "file operation": the entry point `function` shows another set: `code` is
      the changed one, `shown` what the user sees of it, `listed` whether its manual page names that (None
      where there is no page);
    - "exported": the changed function, or `function`, which hands its codes on, can be called by any module.
    `chain` leads from the caller, setter, entry point or exported function to the changed one. `gained` tells
    that `code` is new, otherwise it is lost. `may` tells that a function pointer is on the way. `elsewhere`
    tells that functions on the chain give `shown` for other reasons too, or, of a code that is lost, hand on
    what others return: users may see it all the same.
    """

    kind: str
    function: str
    file: str
    line: int = 0
    text: str = ""
    code: str = ""
    gained: bool = True
    shown: str = ""
    listed: bool | None = None
    uses: tuple[ImpactUse, ...] = ()
    chain: tuple[ChainLink, ...] = ()
    may: bool = False
    elsewhere: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """A function whose error codes changed, as one rule reports it.

    `file` and `line` are those of the new version, `old_file` and `old_line` of the old one; a function that
    only one version has is compared through its callers. `gained` and `lost` are the codes of the function's
    own body: "ENOMEM", "NULL", "<callee f>", sorted; `resolved_gained` and `resolved_lost` the same with
    callees filled in. `path_only` tells that the set is the same and some cause has another outcome; `moved`
    that code went into or came out of a helper, so that the resolved set is the same. `rule` and `name` are
    the id and the name of the change rule that graded it. `calls` is the changed function that this one
    calls, where this is about a test, or a missing one, in a caller that need not have changed; "" else.
    """

    rule: str
    name: str
    severity: Severity
    message: str
    file: str
    function: str
    line: int
    old_file: str = ""
    old_function: str = ""
    old_line: int = 0
    gained: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    path_only: bool = False
    moved: bool = False
    resolved_gained: tuple[str, ...] = ()
    resolved_lost: tuple[str, ...] = ()
    causes: tuple[CauseChange, ...] = ()
    impact: tuple[Impact, ...] = ()
    notes: tuple[str, ...] = ()
    calls: str = ""

    @property
    def sort_key(self) -> tuple[str, int, str, str, str]:
        """Return the key that puts changes in the order in which every report shows them."""
        return (self.file or self.old_file, self.line, self.function, self.rule, self.message)


@dataclass(frozen=True, slots=True)
class ChangesReport:
    """All that changed between two versions.

    `old_label` and `new_label` name the versions as the user gave them. `compared` counts the functions that
    were compared, `unchanged` those of them whose codes are the same. `rules` are the change rules that ran.
    `notes` are sentences about the run as a whole.
    """

    version: str
    old_label: str
    new_label: str
    changes: tuple[Change, ...] = ()
    compared: int = 0
    unchanged: int = 0
    rules: tuple[RuleInfo, ...] = ()
    notifications: tuple[Notification, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def incomplete(self) -> bool:
        """Return whether part of the comparison was not done."""
        return any(notification.incomplete for notification in self.notifications)
