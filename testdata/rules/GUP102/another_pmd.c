// SPDX-License-Identifier: GPL-2.0-only
/* Another pmd, one that was assigned to, or a split that is not given any. */

static int moved_bad(struct vm_area_struct *vma, pmd_t *old_pmd, pmd_t *new_pmd, unsigned long addr)
{
	split_huge_pmd(vma, old_pmd, addr);
	if (pte_alloc(vma->vm_mm, new_pmd)) /* expect: GUP102 note */
		return -ENOMEM;
	return 0;
}

static int assigned_in_between_bad(struct vm_area_struct *vma, unsigned long addr)
{
	pmd_t *pmd = mm_find_pmd(vma->vm_mm, addr);

	split_huge_pmd(vma, pmd, addr);
	pmd = mm_find_pmd(vma->vm_mm, addr);
	if (pte_alloc(vma->vm_mm, pmd)) /* expect: GUP102 note */
		return -ENOMEM;
	return 0;
}

static int the_next_one_bad(struct vm_area_struct *vma, pmd_t *pmd, unsigned long addr, unsigned long end)
{
	do {
		if (pmd_trans_huge(*pmd)) {
			split_huge_pmd(vma, pmd, addr);
			continue;
		}
		if (pte_alloc(vma->vm_mm, pmd)) /* expect: GUP102 note */
			return -ENOMEM;
	} while (pmd++, addr += PMD_SIZE, addr < end);
	return 0;
}

static int stepped_bad(struct vm_area_struct *vma, pmd_t *pmd, unsigned long addr)
{
	split_huge_pmd(vma, pmd, addr);
	pmd += 1;
	return pte_alloc(vma->vm_mm, pmd); /* expect: GUP102 note */
}

static int found_anew_bad(struct vm_area_struct *vma, pmd_t *pmd, unsigned long addr)
{
	split_huge_pmd(vma, pmd, addr);
	find_pmd(vma->vm_mm, addr, &pmd);
	return pte_alloc(vma->vm_mm, pmd); /* expect: GUP102 note */
}

static int declared_in_the_loop_bad(struct vm_area_struct *vma, unsigned long addr, unsigned long end)
{
	for (; addr < end; addr += PMD_SIZE) {
		pmd_t *pmd = mm_find_pmd(vma->vm_mm, addr);

		if (pmd_trans_huge(*pmd)) {
			split_huge_pmd(vma, pmd, addr);
			continue;
		}
		if (pte_alloc(vma->vm_mm, pmd)) /* expect: GUP102 note */
			return -ENOMEM;
	}
	return 0;
}

static int by_address_bad(struct vm_area_struct *vma, pmd_t *pmd, unsigned long addr)
{
	split_huge_pmd_address(vma, addr, false, NULL);
	return pte_alloc(vma->vm_mm, pmd); /* expect: GUP102 note */
}

static int one_level_up_bad(struct vm_area_struct *vma, pud_t *pud, pmd_t *pmd, unsigned long addr)
{
	split_huge_pud(vma, pud, addr);
	return pte_alloc(vma->vm_mm, pmd); /* expect: GUP102 note */
}

static int one_level_up_locked_bad(struct vm_area_struct *vma, pud_t *pud, pmd_t *pmd, unsigned long addr)
{
	__split_huge_pud(vma, pud, addr);
	return pte_alloc_map(vma->vm_mm, pmd, addr) ? 0 : -ENOMEM; /* expect: GUP102 note */
}

static int source_and_destination_bad(struct vm_area_struct *vma, unsigned long src, unsigned long dst, int n)
{
	struct mm_struct *mm = vma->vm_mm;
	pmd_t *src_pmd, *dst_pmd;

	while (n--) {
		src_pmd = mm_find_pmd(mm, src);
		dst_pmd = mm_find_pmd(mm, dst);
		if (pmd_trans_huge(*src_pmd)) {
			split_huge_pmd(vma, src_pmd, src);
			continue;
		}
		if (pmd_none(*src_pmd) && __pte_alloc(mm, src_pmd)) /* expect: GUP102 note */
			return -ENOMEM;
		if (pte_alloc(mm, dst_pmd)) /* expect: GUP102 note */
			return -ENOMEM;
	}
	return 0;
}

/* Really the same pmd: the note should be a warning. */
static int two_names_for_one_bad(struct vm_area_struct *vma, pmd_t *pmd, unsigned long addr)
{
	pmd_t *pmdp = pmd;

	split_huge_pmd(vma, pmdp, addr);
	return pte_alloc(vma->vm_mm, pmd); /* expect: GUP102 note */
}

/* Really another pmd: the warning should be a note. */
static int structure_replaced_bad(struct vm_fault *vmf, struct vm_fault *next)
{
	split_huge_pmd(vmf->vma, vmf->pmd, vmf->address);
	vmf = next;
	return pte_alloc(vmf->vma->vm_mm, vmf->pmd); /* expect: GUP102 warning */
}
