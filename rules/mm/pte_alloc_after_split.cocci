// SPDX-License-Identifier: GPL-2.0-only
/// A page table is allocated after a huge page was split
///
/// # What it does
/// Reports a call of `pte_alloc()`, `__pte_alloc()`, `pte_alloc_map()` or `pte_alloc_map_lock()` that some path reaches
/// after `split_huge_pmd()`, `__split_huge_pmd()`, `split_huge_pmd_address()`, `split_huge_pud()` or
/// `__split_huge_pud()`. It is a warning where both are given the same pmd and nothing assigns to it in between, a note
/// where the pmd is another one, was assigned to, or is not an argument of the split.
///
/// # Why it matters
/// `split_huge_pmd()` returns nothing, and what it leaves depends on what was mapped: a page table for anonymous memory
/// and for the huge zero page, an empty pmd for memory of a file. It does not keep the page table lock, so the pmd can
/// be none or huge again when it returns. `pte_alloc()` fills an empty pmd, and is silent where it finds anything else,
/// a huge page too: its 0 does not mean that the pmd is a page table. So the sequence allocates a page table that the
/// next fault would have brought, can fail with `-ENOMEM` where nothing needed memory before, and covers a case that
/// was an error of another kind. A change to such code changes error codes that userspace sees.
///
/// # Example
/// ```c
/// split_huge_pmd(vma, pmd, addr);
/// if (pte_alloc(mm, pmd))
/// 	return -ENOMEM;
/// ```
///
/// # Use instead
/// Let `pte_offset_map_lock()` (Linux 6.5 and later) tell whether there is a page table, and treat NULL as "nothing is
/// mapped here":
/// ```c
/// split_huge_pmd(vma, pmd, addr);
/// pte = pte_offset_map_lock(mm, pmd, addr, &ptl);
/// if (!pte)
/// 	return 0;
/// ```
/// Where the page table must exist, keep the allocation, and look at what each caller does with its failure.
///
/// # Limits
/// Not every finding is a mistake: the sequence can be intended, and is then worth a comment. Two names for one pmd are
/// taken for two pmds. An assignment to `vmf` is not seen as one to `vmf->pmd`. Calls inside of other functions, and
/// macros that allocate, are not looked into.
///
/// # References
/// - mm/huge_memory.c, `__split_huge_pmd_locked()`
/// - include/linux/mm.h, `pte_alloc()`
/// - mm/gup.c, `follow_pmd_mask()`: split and allocation with `FOLL_SPLIT_PMD`
//
// Id: GUP102
// Name: pte-alloc-after-split
// Severity: warning
// Confidence: Medium
// Tags: mm, page-table, thp, error-handling
// Options: --no-includes --include-headers

virtual report

// Written out so that spatch, too, skips the files without these words.
@any_split@
@@
\(split_huge_pmd\|__split_huge_pmd\|split_huge_pmd_address\|split_huge_pud\|__split_huge_pud\)(...)

@any_alloc depends on any_split@
@@
\(pte_alloc\|__pte_alloc\|pte_alloc_map\|pte_alloc_map_lock\)(...)

@same depends on any_alloc exists@
expression vma, mm, pmd, e;
identifier split = {split_huge_pmd, __split_huge_pmd};
identifier alloc = {pte_alloc, __pte_alloc, pte_alloc_map, pte_alloc_map_lock};
position p, q;
@@
split@p(vma, pmd, ...)
... when != pmd = e
    when != pmd += e
    when != pmd++
    when != ++pmd
    when != &pmd
alloc@q(mm, pmd, ...)

@other depends on any_alloc exists@
identifier split = {split_huge_pmd, __split_huge_pmd, split_huge_pmd_address, split_huge_pud, __split_huge_pud};
identifier alloc = {pte_alloc, __pte_alloc, pte_alloc_map, pte_alloc_map_lock};
position p;
position q != same.q;
@@
split@p(...)
...
alloc@q(...)

@script:python depends on report@
p << same.p;
q << same.q;
split << same.split;
alloc << same.alloc;
@@
msg = "WARNING: '%s()' follows '%s()' of the same pmd on line %s." % (alloc, split, p[0].line)
coccilib.report.print_report(q[0], msg)

@script:python depends on report@
p << other.p;
q << other.q;
split << other.split;
alloc << other.alloc;
@@
msg = "NOTE: '%s()' follows '%s()' of another or an unknown pmd on line %s." % (alloc, split, p[0].line)
coccilib.report.print_report(q[0], msg)
