// SPDX-License-Identifier: GPL-2.0-only
/* No path leads from a split to an allocation. */

static int in_the_other_arm_ok(struct vm_area_struct *vma, pmd_t *pmd, unsigned long addr)
{
	if (pmd_trans_huge(*pmd)) {
		split_huge_pmd(vma, pmd, addr);
	} else {
		if (pte_alloc(vma->vm_mm, pmd))
			return -ENOMEM;
	}
	return 0;
}

static int returned_before_ok(struct vm_area_struct *vma, pmd_t *pmd, unsigned long addr)
{
	if (pmd_trans_huge(*pmd)) {
		split_huge_pmd(vma, pmd, addr);
		return 0;
	}
	return pte_alloc(vma->vm_mm, pmd);
}

static int the_other_way_round_ok(struct vm_area_struct *vma, pmd_t *pmd, unsigned long addr)
{
	if (pte_alloc(vma->vm_mm, pmd))
		return -ENOMEM;
	split_huge_pmd(vma, pmd, addr);
	return 0;
}

static int another_case_ok(struct vm_area_struct *vma, pmd_t *pmd, unsigned long addr, int mode)
{
	switch (mode) {
	case 0:
		split_huge_pmd(vma, pmd, addr);
		break;
	case 1:
		return pte_alloc(vma->vm_mm, pmd);
	}
	return 0;
}

static int only_mapped_ok(struct vm_area_struct *vma, pmd_t *pmd, unsigned long addr)
{
	spinlock_t *ptl;
	pte_t *pte;

	split_huge_pmd(vma, pmd, addr);
	pte = pte_offset_map_lock(vma->vm_mm, pmd, addr, &ptl);
	if (!pte)
		return 0;
	pte_unmap_unlock(pte, ptl);
	return 0;
}

static int upper_levels_ok(struct vm_area_struct *vma, pud_t *pud, unsigned long addr)
{
	pmd_t *pmd;

	split_huge_pud(vma, pud, addr);
	pmd = pmd_alloc(vma->vm_mm, pud, addr);
	return pmd ? 0 : -ENOMEM;
}

static int kernel_table_ok(struct vm_area_struct *vma, pmd_t *pmd, unsigned long addr)
{
	split_huge_pmd(vma, pmd, addr);
	return pte_alloc_kernel(pmd, addr) ? 0 : -ENOMEM;
}

static int fallthrough_bad(struct vm_area_struct *vma, pmd_t *pmd, unsigned long addr, int mode)
{
	switch (mode) {
	case 0:
		split_huge_pmd(vma, pmd, addr);
		fallthrough;
	case 1:
		return pte_alloc(vma->vm_mm, pmd); /* expect: GUP102 warning */
	}
	return 0;
}

static int other_calls_ok(struct vm_area_struct *vma, pmd_t *pmd, unsigned long addr)
{
	split_huge_page(pmd_page(*pmd));
	return pte_alloc(vma->vm_mm, pmd);
}
