// SPDX-License-Identifier: GPL-2.0-only
/*
 * An example for gupcheck, not part of any kernel: takes one page out of a huge one.
 */
#include <linux/heat.h>
#include <linux/huge_mm.h>
#include <linux/mm.h>

static struct page *heat_pte_page(struct vm_area_struct *vma, pmd_t *pmd,
				  unsigned long addr)
{
	struct page *page = NULL;
	spinlock_t *ptl;
	pte_t *pte;

	pte = pte_offset_map_lock(vma->vm_mm, pmd, addr, &ptl);
	if (!pte)
		return NULL;
	if (pte_present(ptep_get(pte)))
		page = vm_normal_page(vma, addr, ptep_get(pte));
	if (page)
		get_page(page);
	pte_unmap_unlock(pte, ptl);
	return page;
}

/**
 * heat_isolate_page - find the small page at @addr, splitting a huge one
 * @vma: the mapping
 * @pmd: the entry that maps @addr
 * @addr: an address in @vma
 *
 * Return: the page with a reference, NULL where none is mapped, or an error.
 */
struct page *heat_isolate_page(struct vm_area_struct *vma, pmd_t *pmd,
			       unsigned long addr)
{
	struct mm_struct *mm = vma->vm_mm;
	spinlock_t *ptl;
	int ret = 0;

	ptl = pmd_lock(mm, pmd);
	if (unlikely(!pmd_trans_huge(*pmd))) {
		spin_unlock(ptl);
		return heat_pte_page(vma, pmd, addr);
	}
	if (is_huge_zero_pmd(*pmd)) {
		spin_unlock(ptl);
		split_huge_pmd(vma, pmd, addr);
		if (pmd_none(READ_ONCE(*pmd)))
			ret = -EBUSY;
	} else {
		spin_unlock(ptl);
		split_huge_pmd(vma, pmd, addr);
		ret = pte_alloc(mm, pmd) ? -ENOMEM : 0;
	}

	return ret ? ERR_PTR(ret) : heat_pte_page(vma, pmd, addr);
}
