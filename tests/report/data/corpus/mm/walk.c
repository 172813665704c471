static int touch_huge(struct mm_struct *mm, struct vm_area_struct *vma, pmd_t *pmd)
{
	spinlock_t *ptl = pmd_lock(mm, pmd);

	if (pmd_trans_huge(*pmd)) {
		spin_unlock(ptl);
		split_huge_pmd(vma, pmd, vma->vm_start);
		/* 頁表 é𝄞 */	return pte_alloc(mm, pmd) ? -ENOMEM : 0;
	}
	spin_unlock(ptl);
	return pmd_trans_unstable(pmd);
}
