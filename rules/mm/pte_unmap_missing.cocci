// SPDX-License-Identifier: GPL-2.0-only
/// A function returns without unmapping the page table that it mapped
///
/// # What it does
/// Reports a `return` that a path reaches on which `pte_offset_map()`, `pte_offset_map_lock()`,
/// `pte_offset_map_nolock()`, `pte_offset_map_ro_nolock()`, `pte_offset_map_rw_nolock()`, `pte_alloc_map()` or
/// `pte_alloc_map_lock()` succeeded, and no `pte_unmap()` or `pte_unmap_unlock()` followed.
///
/// # Why it matters
/// A successful map takes the RCU read lock (seen in Linux 6.12), and with CONFIG_HIGHPTE a kmap; the `_lock` functions
/// take the page table's spinlock, too. A path that forgets to give them back returns inside of an RCU read-side
/// critical section, or with the spinlock held: the next one to take it hangs. Such paths are most often the early
/// ones: the entry is not what was expected, or a second page table could not be mapped.
///
/// # Example
/// ```c
/// dst_pte = pte_offset_map_lock(mm, dst_pmd, dst, &dst_ptl);
/// if (!dst_pte)
/// 	return -EAGAIN;
/// src_pte = pte_offset_map_rw_nolock(mm, src_pmd, src, &pmdval, &src_ptl);
/// if (!src_pte)
/// 	return -EAGAIN;
/// ```
///
/// # Use instead
/// ```c
/// if (!src_pte) {
/// 	pte_unmap_unlock(dst_pte, dst_ptl);
/// 	return -EAGAIN;
/// }
/// ```
///
/// # Limits
/// Only a local variable is followed, and only where a test whose branch ends with `return` or `goto` follows the map.
/// Any call with `unmap` in its name counts as the right one, whatever it is given. A function that is handed the
/// pointer, and is no accessor of entries, may unmap it: such paths are silent, as are those that copy the pointer,
/// return it, or test it once more.
///
/// # References
/// - mm/pgtable-generic.c, the comment above `__pte_offset_map_lock()`, Linux 6.5 and later
/// - include/linux/pgtable.h, `pte_unmap()`
//
// Id: GUP105
// Name: pte-unmap-missing
// Severity: warning
// Confidence: Medium
// Tags: mm, page-table, locking, rcu, external/cwe/cwe-772
// Since: 6.5
// Options: --no-includes --include-headers

virtual report

// Written out so that spatch, too, skips the files without these words.
@any_map@
@@
\(pte_offset_map\|pte_offset_map_lock\|pte_offset_map_nolock\|pte_offset_map_ro_nolock\|pte_offset_map_rw_nolock\|pte_alloc_map\|pte_alloc_map_lock\)(...)

@kept depends on any_map exists@
local idexpression pte;
expression e;
identifier map = {pte_offset_map, pte_offset_map_lock, pte_offset_map_nolock, pte_offset_map_ro_nolock,
                  pte_offset_map_rw_nolock, pte_alloc_map, pte_alloc_map_lock};
identifier unmap =~ "unmap";
identifier other !~ "^(ptep_(get|set|clear|test|modify|xchg)|set_pte|pte_(clear|none|present|young|dirty|val|page|pfn)|READ_ONCE$|(un)?likely$)";
identifier l;
statement S;
position p, q;
@@
pte = map@p(...)
... when != pte = e
    when != e = pte
if (\(pte == NULL\|unlikely(pte == NULL)\)) { ... \(return ...;\|goto l;\) }
... when != unmap(...)
    when != other(..., pte, ...)
    when != e = pte
    when != pte = e
    when != &pte
    when != if (pte) S
(
return pte;
|
return other(..., pte, ...);
|
return@q ...;
)

@script:python depends on report@
p << kept.p;
q << kept.q;
map << kept.map;
@@
msg = "The page table that '%s()' mapped on line %s is still mapped here." % (map, p[0].line)
coccilib.report.print_report(q[0], msg)
