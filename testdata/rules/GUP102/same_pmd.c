// SPDX-License-Identifier: GPL-2.0-only
/* Split and allocation are given the same pmd. */

static int straight_bad(struct vm_area_struct *vma, pmd_t *pmd, unsigned long addr)
{
	split_huge_pmd(vma, pmd, addr);
	if (pte_alloc(vma->vm_mm, pmd)) /* expect: GUP102 warning */
		return -ENOMEM;
	return 0;
}

static struct page *as_get_user_pages_does_bad(struct vm_area_struct *vma, pmd_t *pmd, unsigned long addr,
					       unsigned int flags)
{
	struct mm_struct *mm = vma->vm_mm;
	spinlock_t *ptl;

	ptl = pmd_lock(mm, pmd);
	if (pmd_trans_huge(*pmd) && (flags & FOLL_SPLIT_PMD)) {
		spin_unlock(ptl);
		split_huge_pmd(vma, pmd, addr);
		return pte_alloc(mm, pmd) ? ERR_PTR(-ENOMEM) : /* expect: GUP102 warning */
			follow_page_pte(vma, addr, pmd, flags);
	}
	spin_unlock(ptl);
	return NULL;
}

static int with_the_locked_one_bad(struct vm_area_struct *vma, pmd_t *pmd, unsigned long addr)
{
	__split_huge_pmd(vma, pmd, addr, false, NULL);
	if (unlikely(__pte_alloc(vma->vm_mm, pmd))) /* expect: GUP102 warning */
		return -ENOMEM;
	return 0;
}

static pte_t *mapped_bad(struct vm_area_struct *vma, pmd_t *pmd, unsigned long addr)
{
	split_huge_pmd(vma, pmd, addr);
	return pte_alloc_map(vma->vm_mm, pmd, addr); /* expect: GUP102 warning */
}

static pte_t *mapped_and_locked_bad(struct vm_area_struct *vma, pmd_t *pmd, unsigned long addr, spinlock_t **ptlp)
{
	pte_t *pte;

	split_huge_pmd(vma, pmd, addr);
	pte = pte_alloc_map_lock(vma->vm_mm, pmd, addr, ptlp); /* expect: GUP102 warning */
	return pte;
}

static int on_one_path_bad(struct vm_area_struct *vma, pmd_t *pmd, unsigned long addr)
{
	if (pmd_trans_huge(*pmd))
		split_huge_pmd(vma, pmd, addr);
	if (pmd_none(*pmd) && pte_alloc(vma->vm_mm, pmd)) /* expect: GUP102 warning */
		return -ENOMEM;
	return 0;
}

static int member_bad(struct vm_fault *vmf)
{
	split_huge_pmd(vmf->vma, vmf->pmd, vmf->address);
	count_vm_event(THP_SPLIT_PMD);
	if (pte_alloc(vmf->vma->vm_mm, vmf->pmd)) /* expect: GUP102 warning */
		return VM_FAULT_OOM;
	return 0;
}

static int by_goto_bad(struct vm_area_struct *vma, pmd_t *pmd, unsigned long addr)
{
	if (!pmd_trans_huge(*pmd))
		goto fill;
	split_huge_pmd(vma, pmd, addr);
	if (pmd_present(*pmd))
		goto fill;
	return 0;
fill:
	return pte_alloc(vma->vm_mm, pmd); /* expect: GUP102 warning */
}

static int in_the_next_round_bad(struct vm_area_struct *vma, pmd_t *pmd, unsigned long addr)
{
	int tries = 2;

	while (tries--) {
		if (!pmd_trans_huge(*pmd))
			return pte_alloc(vma->vm_mm, pmd); /* expect: GUP102 warning */
		split_huge_pmd(vma, pmd, addr);
	}
	return -EAGAIN;
}

static int two_splits_bad(struct vm_area_struct *vma, pmd_t *pmd, unsigned long addr, bool freeze)
{
	if (freeze)
		__split_huge_pmd(vma, pmd, addr, true, NULL);
	else
		split_huge_pmd(vma, pmd, addr);
	return pte_alloc(vma->vm_mm, pmd); /* expect: GUP102 warning, GUP102 warning */
}

static int two_allocations_bad(struct vm_area_struct *vma, pmd_t *pmd, unsigned long addr, bool map)
{
	split_huge_pmd(vma, pmd, addr);
	if (map)
		return !pte_alloc_map(vma->vm_mm, pmd, addr); /* expect: GUP102 warning */
	return pte_alloc(vma->vm_mm, pmd); /* expect: GUP102 warning */
}

static int in_one_condition_bad(struct vm_area_struct *vma, pmd_t *pmd, unsigned long addr)
{
	if (pmd_trans_huge(*pmd)) {
		split_huge_pmd(vma, pmd, addr);
		/* The page table may be gone again. */
		return pmd_none(*pmd) && pte_alloc(vma->vm_mm, pmd) ? -ENOMEM : 0; /* expect: GUP102 warning */
	}
	return 0;
}

#define split_and_fill(vma, pmd, addr)				\
	do {							\
		split_huge_pmd(vma, pmd, addr);			\
		if (pte_alloc((vma)->vm_mm, pmd)) /* expect: GUP102 warning */ \
			err = -ENOMEM;				\
	} while (0)

static int FN_in_a_helper_bad(struct vm_area_struct *vma, pmd_t *pmd, unsigned long addr)
{
	split_huge_pmd(vma, pmd, addr);
	return fill_table(vma->vm_mm, pmd);
}
