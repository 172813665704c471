// SPDX-License-Identifier: GPL-2.0-only
/// The result of pte_offset_map() or a sibling is used without a test for NULL
///
/// # What it does
/// Reports where the pointer of `pte_offset_map()`, `pte_offset_map_lock()`, `pte_offset_map_nolock()`,
/// `pte_offset_map_ro_nolock()`, `pte_offset_map_rw_nolock()`, `pte_alloc_map()` or `pte_alloc_map_lock()` is
/// dereferenced, passed to a function or unmapped on a path on which it was not tested for NULL. The first such use of
/// each path is reported.
///
/// # Why it matters
/// Since Linux 6.5 these functions return NULL where the pmd is no page table (any more): it is none, huge, a migration
/// entry or bad. With mmap_lock held for read or less, userspace can bring that about at any time by a fault,
/// `MADV_DONTNEED` or `MADV_COLLAPSE`, and khugepaged does it unasked. A use of the pointer is then a NULL dereference
/// in the kernel. Unmapping it is no better: on failure nothing was mapped, no RCU read lock is held and `*ptlp` was
/// not set, so `pte_unmap_unlock()` unlocks what nobody locked.
///
/// # Example
/// ```c
/// pte = pte_offset_map_lock(mm, pmd, addr, &ptl);
/// young = pte_young(ptep_get(pte));
/// pte_unmap_unlock(pte, ptl);
/// ```
///
/// # Use instead
/// ```c
/// pte = pte_offset_map_lock(mm, pmd, addr, &ptl);
/// if (!pte)
/// 	return -EAGAIN;
/// young = pte_young(ptep_get(pte));
/// pte_unmap_unlock(pte, ptl);
/// ```
///
/// # Limits
/// Any test of the pointer counts, whatever is done about its outcome; a test inside of another function or macro does
/// not. What a variable says about the pointer (`if (mapped)`) is not known. A pointer that is handed on by the second
/// of two copies, that comes out of `?:`, or that a caller gets is not followed. Printing the pointer and
/// `sizeof(*pte)` count as uses. Code that knows for other reasons that the page table is there, because it has made it
/// or holds its lock, is reported too.
///
/// # References
/// - mm/pgtable-generic.c, the comment above `__pte_offset_map_lock()`, Linux 6.5 and later
/// - Documentation/mm/split_page_table_lock.rst
/// - "mm/pgtable: allow pte_offset_map[_lock]() to fail", Linux 6.5
//
// Id: GUP103
// Name: pte-map-unchecked
// Severity: warning
// Confidence: Medium
// Tags: mm, page-table, null-dereference, external/cwe/cwe-476
// Security-severity: 5.5
// Since: 6.5
// Options: --no-includes --include-headers

virtual report

// Written out so that spatch, too, skips the files without these words.
@any_map@
@@
\(pte_offset_map\|pte_offset_map_lock\|pte_offset_map_nolock\|pte_offset_map_ro_nolock\|pte_offset_map_rw_nolock\|pte_alloc_map\|pte_alloc_map_lock\)(...)

// The expression that maps also tests.
@tested depends on any_map@
expression pte, copy, e;
identifier map = {pte_offset_map, pte_offset_map_lock, pte_offset_map_nolock, pte_offset_map_ro_nolock,
                  pte_offset_map_rw_nolock, pte_alloc_map, pte_alloc_map_lock};
position p;
statement S1, S2;
@@
(
if (pte = map@p(...)) S1 else S2
|
while (pte = map@p(...)) S1
|
for (pte = map@p(...); pte; ...) S1
|
!(pte = map@p(...))
|
!(copy = pte = map@p(...))
|
NULL == (pte = map@p(...))
|
NULL != (pte = map@p(...))
|
e && (pte = map@p(...))
|
e || (pte = map@p(...))
)

// Two variables hold the pointer from the start: a test of either will do.
@chained depends on any_map@
expression pte, copy;
identifier map = {pte_offset_map, pte_offset_map_lock, pte_offset_map_nolock, pte_offset_map_ro_nolock,
                  pte_offset_map_rw_nolock, pte_alloc_map, pte_alloc_map_lock};
position p;
@@
copy = pte = map@p(...)

// A group that begins with a statement takes, at each node of a path, the first alternative that matches there. So a
// node that tests ends the path in silence, even where it also uses: if (!pte || pte_none(*pte)).
@used depends on any_map exists@
expression pte, e, e1;
identifier map = {pte_offset_map, pte_offset_map_lock, pte_offset_map_nolock, pte_offset_map_ro_nolock,
                  pte_offset_map_rw_nolock, pte_alloc_map, pte_alloc_map_lock};
identifier hint = {likely, unlikely};
identifier f, m;
statement S1, S2;
position p != {tested.p, chained.p}, q;
@@
pte = map@p(...)
...
(
if (pte) S1 else S2
|
while (pte) S1
|
for (...; pte; ...) S1
|
pte == NULL
|
pte != NULL
|
hint(pte)
|
pte && e
|
e && pte
|
pte || e
|
e || pte
|
pte ? e : e1
|
e = pte
|
pte = e
|
 &pte
|
 *pte@q
|
pte@q->m
|
pte@q[e]
|
f(..., pte@q, ...)
|
f(..., pte@q + e, ...)
)

@both_used depends on any_map exists@
expression pte, copy, e, e1;
identifier map = {pte_offset_map, pte_offset_map_lock, pte_offset_map_nolock, pte_offset_map_ro_nolock,
                  pte_offset_map_rw_nolock, pte_alloc_map, pte_alloc_map_lock};
identifier hint = {likely, unlikely};
identifier f, m;
statement S1, S2;
position p != tested.p, q;
@@
copy = pte = map@p(...)
...
(
if (\(pte\|copy\)) S1 else S2
|
while (\(pte\|copy\)) S1
|
for (...; \(pte\|copy\); ...) S1
|
\(pte\|copy\) == NULL
|
pte != NULL
|
copy != NULL
|
hint(\(pte\|copy\))
|
\(pte\|copy\) && e
|
e && \(pte\|copy\)
|
\(pte\|copy\) || e
|
e || \(pte\|copy\)
|
\(pte\|copy\) ? e : e1
|
e = \(pte\|copy\)
|
\(pte\|copy\) = e
|
 &\(pte\|copy\)
|
 *\(pte@q\|copy@q\)
|
\(pte@q\|copy@q\)->m
|
\(pte@q\|copy@q\)[e]
|
f(..., \(pte@q\|copy@q\), ...)
|
f(..., \(pte@q\|copy@q\) + e, ...)
)

// Copied later, and untested until then.
@copy_used depends on any_map exists@
expression pte, copy, e, e1;
identifier map = {pte_offset_map, pte_offset_map_lock, pte_offset_map_nolock, pte_offset_map_ro_nolock,
                  pte_offset_map_rw_nolock, pte_alloc_map, pte_alloc_map_lock};
identifier hint = {likely, unlikely};
identifier f, m;
statement S1, S2;
position p != {tested.p, chained.p}, q;
@@
pte = map@p(...)
... when != if (pte) S1 else S2
    when != pte == NULL
    when != pte != NULL
    when != hint(pte)
    when != pte && e
    when != e && pte
    when != pte || e
    when != pte = e
copy = pte
...
(
if (\(pte\|copy\)) S1 else S2
|
while (\(pte\|copy\)) S1
|
for (...; \(pte\|copy\); ...) S1
|
\(pte\|copy\) == NULL
|
pte != NULL
|
copy != NULL
|
hint(\(pte\|copy\))
|
\(pte\|copy\) && e
|
e && \(pte\|copy\)
|
\(pte\|copy\) || e
|
e || \(pte\|copy\)
|
\(pte\|copy\) ? e : e1
|
e = \(pte\|copy\)
|
\(pte\|copy\) = e
|
 &\(pte\|copy\)
|
 *\(pte@q\|copy@q\)
|
\(pte@q\|copy@q\)->m
|
\(pte@q\|copy@q\)[e]
|
f(..., \(pte@q\|copy@q\), ...)
|
f(..., \(pte@q\|copy@q\) + e, ...)
)

// Used in the expression that maps.
@at_once depends on any_map@
expression e;
identifier map = {pte_offset_map, pte_offset_map_lock, pte_offset_map_nolock, pte_offset_map_ro_nolock,
                  pte_offset_map_rw_nolock, pte_alloc_map, pte_alloc_map_lock};
identifier f != {likely, unlikely};
identifier m;
position q;
@@
(
 *map@q(...)
|
map@q(...)->m
|
map@q(...)[e]
|
f(..., map@q(...), ...)
)

@script:python depends on report@
p << used.p;
q << used.q;
map << used.map;
@@
msg = "The result of '%s()' on line %s is used without a test for NULL." % (map, p[0].line)
coccilib.report.print_report(q[0], msg)

@script:python depends on report@
p << both_used.p;
q << both_used.q;
map << both_used.map;
@@
msg = "The result of '%s()' on line %s is used without a test for NULL." % (map, p[0].line)
coccilib.report.print_report(q[0], msg)

@script:python depends on report@
p << copy_used.p;
q << copy_used.q;
map << copy_used.map;
@@
msg = "The result of '%s()' on line %s is used without a test for NULL." % (map, p[0].line)
coccilib.report.print_report(q[0], msg)

@script:python depends on report@
q << at_once.q;
map << at_once.map;
@@
msg = "The result of '%s()' is used without a test for NULL." % (map)
coccilib.report.print_report(q[0], msg)
