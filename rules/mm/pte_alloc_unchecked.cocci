// SPDX-License-Identifier: GPL-2.0-only
/// The result of pte_alloc() is dropped
///
/// # What it does
/// Reports a call of `pte_alloc()` or `__pte_alloc()` that is a statement of its own, so that nobody looks at its
/// result.
///
/// # Why it matters
/// Both return non-zero where no page table could be allocated. The pmd is then still none: since Linux 6.5
/// `pte_offset_map_lock()` returns NULL for it, before that it computed a pointer from an empty entry. Whoever goes on
/// reports the shortage of memory as something else, loops, or dereferences that pointer.
///
/// # Example
/// ```c
/// pte_alloc(mm, pmd);
/// pte = pte_offset_map_lock(mm, pmd, addr, &ptl);
/// ```
///
/// # Use instead
/// ```c
/// if (pte_alloc(mm, pmd))
/// 	return -ENOMEM;
/// ```
///
/// # Limits
/// `(void)pte_alloc(mm, pmd);` says that the result is not wanted, and is not reported. A result that is stored in a
/// variable which nobody tests is not reported.
///
/// # References
/// - include/linux/mm.h, `pte_alloc()`; mm/memory.c, `__pte_alloc()`
//
// Id: GUP104
// Name: pte-alloc-unchecked
// Severity: warning
// Confidence: High
// Tags: mm, page-table, error-handling
// Options: --no-includes --include-headers

virtual report

// Written out so that spatch, too, skips the files without these words.
@any_call@
@@
\(pte_alloc\|__pte_alloc\)(...)

@dropped depends on any_call@
identifier f = {pte_alloc, __pte_alloc};
position p;
@@
f@p(...);

@script:python depends on report@
p << dropped.p;
f << dropped.f;
@@
msg = "The result of '%s()' is dropped, so a page table that could not be allocated goes unnoticed." % (f)
coccilib.report.print_report(p[0], msg)
