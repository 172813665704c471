// SPDX-License-Identifier: GPL-2.0-only
/// A page-table walk asks pmd_trans_unstable() or one of its family
///
/// # What it does
/// Reports each call of `pmd_trans_unstable()`, `pmd_devmap_trans_unstable()`, `pmd_none_or_trans_huge_or_clear_bad()`
/// and `pud_trans_unstable()`. A call of the last one is a note: it is still there in Linux 6.12, and no
/// `pte_offset_map()` stands in for it one level up.
///
/// # Why it matters
/// With mmap_lock held for read, a pmd can turn from none into a huge page, and back, at any time: a fault does the
/// one, `MADV_DONTNEED` the other. These functions look at the pmd once, before the walk maps the page table. Up to
/// Linux 6.4 that was the only protection, and what a caller did when it failed was part of its interface: `-EBUSY`, a
/// retry, or silence. Linux 6.5 moved the check into `pte_offset_map()` and `pte_offset_map_lock()`, which return NULL
/// where the pmd is no page table, and removed the pmd functions. Code that still calls them does not compile there,
/// and a port that only deletes the call changes what the caller sees.
///
/// # Example
/// ```c
/// if (pmd_trans_unstable(pmd))
/// 	return -EBUSY;
/// pte = pte_offset_map_lock(mm, pmd, addr, &ptl);
/// ```
///
/// # Use instead
/// ```c
/// pte = pte_offset_map_lock(mm, pmd, addr, &ptl);
/// if (!pte)
/// 	return -EAGAIN;
/// ```
/// Decide anew what the caller is told: a walk can set `walk->action = ACTION_AGAIN`, a fault handler can return 0 so
/// that the fault is taken again.
///
/// # Limits
/// A call that a macro makes is reported in the macro's definition, not where the macro is used. A function of the same
/// name that is not the kernel's is reported too.
///
/// # References
/// - mm/pgtable-generic.c, the comment above `__pte_offset_map_lock()`, Linux 6.5 and later
/// - include/linux/pgtable.h, the comment above `pmd_none_or_trans_huge_or_clear_bad()`, up to Linux 6.4
/// - "mm/pgtable: allow pte_offset_map[_lock]() to fail", Linux 6.5
//
// Id: GUP101
// Name: pmd-trans-unstable
// Severity: warning
// Confidence: High
// Tags: mm, page-table, thp, porting
// Options: --no-includes --include-headers

virtual report

// Written out so that spatch, too, skips the files without these words.
@any_call@
@@
\(pmd_trans_unstable\|pmd_devmap_trans_unstable\|pmd_none_or_trans_huge_or_clear_bad\|pud_trans_unstable\)(...)

@pmd depends on any_call@
identifier f = {pmd_trans_unstable, pmd_devmap_trans_unstable, pmd_none_or_trans_huge_or_clear_bad};
position p;
@@
f@p(...)

@pud depends on any_call@
position p;
@@
pud_trans_unstable@p(...)

@script:python depends on report@
p << pmd.p;
f << pmd.f;
@@
msg = "'%s()' is gone since Linux 6.5: 'pte_offset_map*()' may return NULL instead." % (f)
coccilib.report.print_report(p[0], msg)

@script:python depends on report@
p << pud.p;
@@
msg = "NOTE: 'pud_trans_unstable()' is the last of its family: since Linux 6.5 'pte_offset_map*()' may return NULL instead."
coccilib.report.print_report(p[0], msg)
