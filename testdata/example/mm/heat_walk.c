// SPDX-License-Identifier: GPL-2.0-only
/*
 * An example for gupcheck, not part of any kernel: counts the pages that were touched since the last walk.
 */
#include <linux/heat.h>
#include <linux/mm.h>
#include <linux/pagewalk.h>
#include <linux/sched/mm.h>

static void heat_count(pte_t pte, struct heat_sample *sample)
{
	if (!pte_present(pte))
		sample->holes++;
	else if (pte_young(pte))
		sample->young++;
	else
		sample->old++;
}

static int heat_pmd_entry(pmd_t *pmd, unsigned long addr, unsigned long end,
			  struct mm_walk *walk)
{
	struct heat_sample *sample = walk->private;
	pte_t *start_pte, *pte;
	spinlock_t *ptl;

	ptl = pmd_trans_huge_lock(pmd, walk->vma);
	if (ptl) {
		if (pmd_young(*pmd))
			sample->young += HPAGE_PMD_NR;
		else
			sample->old += HPAGE_PMD_NR;
		spin_unlock(ptl);
		return 0;
	}

	if (pmd_trans_unstable(pmd))
		return 0;

	start_pte = pte = pte_offset_map_lock(walk->mm, pmd, addr, &ptl);
	for (; addr != end; pte++, addr += PAGE_SIZE)
		heat_count(ptep_get(pte), sample);
	pte_unmap_unlock(start_pte, ptl);
	cond_resched();
	return 0;
}

static const struct mm_walk_ops heat_ops = {
	.pmd_entry = heat_pmd_entry,
};

/**
 * heat_sample_range - count the touched pages between @start and @end
 * @mm: whose memory
 * @start: first address, page aligned
 * @end: the address after the last one
 * @sample: where the counts are added
 */
int heat_sample_range(struct mm_struct *mm, unsigned long start,
		      unsigned long end, struct heat_sample *sample)
{
	int err;

	if (mmap_read_lock_killable(mm))
		return -EINTR;
	err = walk_page_range(mm, start, end, &heat_ops, sample);
	mmap_read_unlock(mm);
	return err;
}
EXPORT_SYMBOL_GPL(heat_sample_range);
