// SPDX-License-Identifier: GPL-2.0-only
/// A page table is unmapped where it could not be mapped
///
/// # What it does
/// Reports `pte_unmap()` and `pte_unmap_unlock()` of a pointer that is NULL there: on the path that a failed
/// `pte_offset_map()`, `pte_offset_map_lock()`, `pte_offset_map_nolock()`, `pte_offset_map_ro_nolock()`,
/// `pte_offset_map_rw_nolock()`, `pte_alloc_map()` or `pte_alloc_map_lock()` takes. The path goes there by `goto`, or
/// is inside of the branch of the test.
///
/// # Why it matters
/// When a map fails, nothing is mapped, no RCU read lock is taken, and `*ptlp` is left as it was. `pte_unmap()` then
/// ends an RCU read-side critical section that was not begun, and `pte_unmap_unlock()` unlocks whatever the
/// uninitialised variable points to. The mistake is easily made where a test for NULL is put in front of an existing
/// error path.
///
/// # Example
/// ```c
/// 	pte = pte_offset_map_lock(mm, pmd, addr, &ptl);
/// 	if (!pte)
/// 		goto out;
/// 	err = touch(pte);
/// out:
/// 	pte_unmap_unlock(pte, ptl);
/// 	return err;
/// ```
///
/// # Use instead
/// ```c
/// 	pte = pte_offset_map_lock(mm, pmd, addr, &ptl);
/// 	if (!pte)
/// 		return -EAGAIN;
/// 	err = touch(pte);
/// 	pte_unmap_unlock(pte, ptl);
/// 	return err;
/// ```
///
/// # Limits
/// Only tests of the form `if (!pte)` and, with `goto`, `if (!pte || ...)` are understood. A branch that falls through,
/// with the unmap behind it, is not reported, and other uses of the pointer on these paths are not either.
///
/// # References
/// - mm/pgtable-generic.c, `__pte_offset_map()` and `__pte_offset_map_lock()`, Linux 6.5 and later
/// - include/linux/pgtable.h, `pte_unmap()`
//
// Id: GUP106
// Name: pte-unmap-after-failed-map
// Severity: warning
// Confidence: High
// Tags: mm, page-table, locking, rcu, error-handling
// Since: 6.5
// Options: --no-includes --include-headers

virtual report

// Written out so that spatch, too, skips the files without these words.
@any_map@
@@
\(pte_offset_map\|pte_offset_map_lock\|pte_offset_map_nolock\|pte_offset_map_ro_nolock\|pte_offset_map_rw_nolock\|pte_alloc_map\|pte_alloc_map_lock\)(...)

// The failed path jumps to a label in front of the unmap.
@jumped depends on any_map exists@
expression pte, e;
identifier map = {pte_offset_map, pte_offset_map_lock, pte_offset_map_nolock, pte_offset_map_ro_nolock,
                  pte_offset_map_rw_nolock, pte_alloc_map, pte_alloc_map_lock};
identifier unmap = {pte_unmap, pte_unmap_unlock};
identifier l;
statement S;
position p, q;
@@
pte = map@p(...)
... when != pte = e
if (\(pte == NULL\|unlikely(pte == NULL)\|pte == NULL || e\|unlikely(pte == NULL || e)\)) { ... goto l; }
... when any
l:
... when != pte = e
    when != if (pte) S
unmap@q(pte, ...)

// The unmap is in the branch of the failed path.
@inside depends on any_map exists@
expression pte, e;
identifier map = {pte_offset_map, pte_offset_map_lock, pte_offset_map_nolock, pte_offset_map_ro_nolock,
                  pte_offset_map_rw_nolock, pte_alloc_map, pte_alloc_map_lock};
identifier unmap = {pte_unmap, pte_unmap_unlock};
position p, q;
@@
pte = map@p(...)
... when != pte = e
if (\(pte == NULL\|unlikely(pte == NULL)\)) {
  ... when != pte = e
  unmap@q(pte, ...)
  ...
}

@script:python depends on report@
p << jumped.p;
q << jumped.q;
map << jumped.map;
unmap << jumped.unmap;
@@
msg = "'%s()' follows a failed '%s()' on line %s, which mapped nothing." % (unmap, map, p[0].line)
coccilib.report.print_report(q[0], msg)

@script:python depends on report@
p << inside.p;
q << inside.q;
map << inside.map;
unmap << inside.unmap;
@@
msg = "'%s()' follows a failed '%s()' on line %s, which mapped nothing." % (unmap, map, p[0].line)
coccilib.report.print_report(q[0], msg)
