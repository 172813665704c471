// SPDX-License-Identifier: GPL-2.0-only
/* The names where they are no calls, other names, and definitions. */

/* pmd_trans_unstable(pmd) in a comment is none. */
static const char *in_a_string_ok(void)
{
	return "pmd_trans_unstable(pmd)";
}

static int other_names_ok(pmd_t *pmd)
{
	return my_pmd_trans_unstable(pmd) || pmd_trans_unstable_lockless(pmd) || pmd_trans_huge(*pmd);
}

static int (*as_a_value_ok(void))(pmd_t *)
{
	return pmd_trans_unstable;
}

static int member_of_that_name_ok(struct walker *walker)
{
	return walker->pmd_trans_unstable;
}

static int mapped_ok(struct mm_struct *mm, pmd_t *pmd, unsigned long addr)
{
	spinlock_t *ptl;
	pte_t *pte;

	pte = pte_offset_map_lock(mm, pmd, addr, &ptl);
	if (!pte)
		return -EAGAIN;
	pte_unmap_unlock(pte, ptl);
	return 0;
}

#if 0
static int switched_off_ok(pmd_t *pmd)
{
	return pmd_trans_unstable(pmd);
}
#endif

int pmd_none_or_trans_huge_or_clear_bad(pmd_t *pmd);

static inline int pmd_trans_unstable(pmd_t *pmd)
{
	return pmd_none_or_trans_huge_or_clear_bad(pmd); /* expect: GUP101 */
}

static inline int pmd_devmap_trans_unstable(pmd_t *pmd)
{
	return pmd_devmap(*pmd) || pmd_trans_unstable(pmd); /* expect: GUP101 */
}

static inline int pud_trans_unstable(pud_t *pud)
{
	return pud_none(*pud);
}
