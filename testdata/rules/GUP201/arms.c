/* Two arms that split a huge page. */

static int different_codes_bad(struct vm_area_struct *vma, pmd_t *pmd, unsigned long addr)
{
	int ret = 0;

	if (heat_is_zero_page(pmd)) {
		split_huge_pmd(vma, pmd, addr);
		if (pmd_trans_unstable(pmd))
			ret = -EBUSY;
	} else {
		split_huge_pmd(vma, pmd, addr);
		ret = pte_alloc(vma->vm_mm, pmd) ? -ENOMEM : 0; /* expect: GUP201 warning */
	}
	return ret;
}

static struct page *different_pointers_bad(struct vm_area_struct *vma, pmd_t *pmd, unsigned long addr)
{
	if (heat_is_zero_page(pmd)) {
		split_huge_pmd(vma, pmd, addr);
		if (pte_alloc(vma->vm_mm, pmd))
			return ERR_PTR(-ENOMEM);
		return heat_page(pmd);
	}
	split_huge_pmd(vma, pmd, addr);
	if (pte_alloc(vma->vm_mm, pmd)) /* expect: GUP201 warning */
		return ERR_PTR(-EFAULT);
	return heat_page(pmd);
}

static int the_same_code_ok(struct vm_area_struct *vma, pmd_t *pmd, unsigned long addr)
{
	if (heat_is_zero_page(pmd)) {
		split_huge_pmd(vma, pmd, addr);
		if (pte_alloc(vma->vm_mm, pmd))
			return -ENOMEM;
		return 1;
	}
	split_huge_pmd(vma, pmd, addr);
	if (pte_alloc(vma->vm_mm, pmd))
		return -ENOMEM;
	return 0;
}

static int one_split_ok(struct vm_area_struct *vma, pmd_t *pmd, unsigned long addr)
{
	split_huge_pmd(vma, pmd, addr);
	if (pmd_trans_unstable(pmd))
		return -EBUSY;
	if (pte_alloc(vma->vm_mm, pmd))
		return -ENOMEM;
	return 0;
}
