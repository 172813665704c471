// SPDX-License-Identifier: GPL-2.0-only
/*
 * An example for gupcheck, not part of any kernel: a walk as it is written since 6.5, with nothing to report.
 */
#include <linux/heat.h>
#include <linux/mm.h>
#include <linux/pagewalk.h>
#include <linux/sched/mm.h>

static int heat_clear_pmd_entry(pmd_t *pmd, unsigned long addr,
				unsigned long end, struct mm_walk *walk)
{
	pte_t *start_pte, *pte;
	spinlock_t *ptl;

	start_pte = pte = pte_offset_map_lock(walk->mm, pmd, addr, &ptl);
	if (!pte) {
		walk->action = ACTION_AGAIN;
		return 0;
	}
	for (; addr != end; pte++, addr += PAGE_SIZE)
		if (pte_present(ptep_get(pte)))
			ptep_test_and_clear_young(walk->vma, addr, pte);
	pte_unmap_unlock(start_pte, ptl);
	cond_resched();
	return 0;
}

static const struct mm_walk_ops heat_clear_ops = {
	.pmd_entry = heat_clear_pmd_entry,
};

/**
 * heat_clear_range - forget which pages between @start and @end were touched
 * @mm: whose memory
 * @start: first address, page aligned
 * @end: the address after the last one
 */
int heat_clear_range(struct mm_struct *mm, unsigned long start,
		     unsigned long end)
{
	int err;

	if (mmap_read_lock_killable(mm))
		return -EINTR;
	err = walk_page_range(mm, start, end, &heat_clear_ops, NULL);
	mmap_read_unlock(mm);
	return err;
}
EXPORT_SYMBOL_GPL(heat_clear_range);
