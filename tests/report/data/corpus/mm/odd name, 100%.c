void set_all(struct mm_struct *mm)
{
	pte_alloc(mm,
		  pmd_offset(pud_offset(p4d_offset(pgd_offset(mm, ADDRESS), ADDRESS), ADDRESS), ADDRESS), EXTRA);
}
