/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _LINUX_HEAT_H
#define _LINUX_HEAT_H

#include <linux/mm_types.h>

/**
 * struct heat_sample - how often the pages of a range were touched
 * @young: pages whose accessed bit was set since the last walk
 * @old: mapped pages that nobody touched
 * @holes: addresses that map nothing
 */
struct heat_sample {
	unsigned long young;
	unsigned long old;
	unsigned long holes;
};

int heat_sample_range(struct mm_struct *mm, unsigned long start,
		      unsigned long end, struct heat_sample *sample);
int heat_clear_range(struct mm_struct *mm, unsigned long start,
		     unsigned long end);
struct page *heat_isolate_page(struct vm_area_struct *vma, pmd_t *pmd,
			       unsigned long addr);
int heat_prefill(struct vm_area_struct *vma, pmd_t *pmd, unsigned long addr,
		 struct page *page);

#endif /* _LINUX_HEAT_H */
