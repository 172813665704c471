// SPDX-License-Identifier: GPL-2.0-only
/*
 * An example for gupcheck, not part of any kernel: maps a page before anybody asks for it.
 */
#include <linux/heat.h>
#include <linux/mm.h>

/**
 * heat_prefill - map @page at @addr if nothing is mapped there
 * @vma: the mapping
 * @pmd: the entry that maps @addr
 * @addr: an address in @vma
 * @page: what to map
 *
 * Return: 0, or -EEXIST where something is mapped already.
 */
int heat_prefill(struct vm_area_struct *vma, pmd_t *pmd, unsigned long addr,
		 struct page *page)
{
	struct mm_struct *mm = vma->vm_mm;
	pte_t entry = mk_pte(page, vma->vm_page_prot);
	spinlock_t *ptl;
	pte_t *pte;
	int err = 0;

	if (pmd_none(READ_ONCE(*pmd)))
		pte_alloc(mm, pmd);

	pte = pte_offset_map_lock(mm, pmd, addr, &ptl);
	if (!pte_none(ptep_get(pte))) {
		err = -EEXIST;
		goto out;
	}
	get_page(page);
	set_pte_at(mm, addr, pte, pte_mkold(entry));
out:
	pte_unmap_unlock(pte, ptl);
	return err;
}
