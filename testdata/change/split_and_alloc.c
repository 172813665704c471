/* --- old: mm/walker.c --- */
static struct page *walk_pmd(struct mm_struct *mm, struct vm_area_struct *vma, pmd_t *pmd,
			     unsigned long address, unsigned int flags)
{
	struct page *page;

	if (flags & WALK_SPLIT) {
		int ret;

		page = pmd_page(*pmd);
		if (is_huge_zero_page(page)) {
			ret = 0;
			split_huge_pmd(vma, pmd, address);
			if (pmd_trans_unstable(pmd))
				ret = -EBUSY;
		} else {
			split_huge_pmd(vma, pmd, address);
			ret = pte_alloc(mm, pmd) ? -ENOMEM : 0;
		}
		return ret ? ERR_PTR(ret) : walk_pte(vma, address, pmd, flags);
	}
	return walk_huge(vma, address, pmd, flags);
}
/* --- new: mm/walker.c --- */
static struct page *walk_pmd(struct mm_struct *mm, struct vm_area_struct *vma, pmd_t *pmd, /* expect: GUP302 */
			     unsigned long address, unsigned int flags)
{
	if (flags & WALK_SPLIT) {
		split_huge_pmd(vma, pmd, address);
		return pte_alloc(mm, pmd) ? ERR_PTR(-ENOMEM) : walk_pte(vma, address, pmd, flags);
	}
	return walk_huge(vma, address, pmd, flags);
}
