// SPDX-License-Identifier: GPL-2.0-only
/* What counts as a use of the pointer, for each of the functions that map. */

static pte_t read_bad(pmd_t *pmd, unsigned long addr)
{
	pte_t entry, *pte;

	pte = pte_offset_map(pmd, addr);
	entry = *pte; /* expect: GUP103 */
	pte_unmap(pte);
	return entry;
}

static void written_bad(pmd_t *pmd, unsigned long addr, pte_t entry)
{
	pte_t *pte;

	pte = pte_offset_map(pmd, addr);
	*pte = entry; /* expect: GUP103 */
	pte_unmap(pte);
}

static unsigned long member_bad(pmd_t *pmd, unsigned long addr)
{
	pte_t *pte;

	pte = pte_offset_map(pmd, addr);
	return pte->pte; /* expect: GUP103 */
}

static pte_t indexed_bad(pmd_t *pmd, unsigned long addr)
{
	pte_t *pte;

	pte = pte_offset_map(pmd, addr & PMD_MASK);
	return pte[pte_index(addr)]; /* expect: GUP103 */
}

static void passed_bad(struct mm_struct *mm, pmd_t *pmd, unsigned long addr)
{
	spinlock_t *ptl;
	pte_t *pte;

	pte = pte_offset_map_nolock(mm, pmd, addr, &ptl);
	touch_entry(mm, pte, addr); /* expect: GUP103 */
}

static void passed_with_offset_bad(struct mm_struct *mm, pmd_t *pmd, unsigned long addr, int i)
{
	pmd_t pmdval;
	spinlock_t *ptl;
	pte_t *pte;

	pte = pte_offset_map_rw_nolock(mm, pmd, addr, &pmdval, &ptl);
	touch_entry(mm, pte + i, addr); /* expect: GUP103 */
}

static void only_unmapped_bad(struct mm_struct *mm, pmd_t *pmd, unsigned long addr)
{
	spinlock_t *ptl;
	pte_t *pte;

	pte = pte_offset_map_ro_nolock(mm, pmd, addr, &ptl);
	pte_unmap(pte); /* expect: GUP103 */
}

static void only_unlocked_bad(struct mm_struct *mm, pmd_t *pmd, unsigned long addr)
{
	spinlock_t *ptl;
	pte_t *pte;

	pte = pte_offset_map_lock(mm, pmd, addr, &ptl);
	pte_unmap_unlock(pte, ptl); /* expect: GUP103 */
}

static int allocated_bad(struct mm_struct *mm, pmd_t *pmd, unsigned long addr)
{
	pte_t *pte;

	pte = pte_alloc_map(mm, pmd, addr);
	set_pte_at(mm, addr, pte, __pte(0)); /* expect: GUP103 */
	return 0;
}

static int allocated_locked_bad(struct mm_struct *mm, pmd_t *pmd, unsigned long addr)
{
	spinlock_t *ptl;
	pte_t *pte;

	pte = pte_alloc_map_lock(mm, pmd, addr, &ptl);
	if (!pte_none(ptep_get(pte))) /* expect: GUP103 */
		goto unlock;
	set_pte_at(mm, addr, pte, __pte(0));
unlock:
	pte_unmap_unlock(pte, ptl);
	return 0;
}

static int allocated_ok(struct mm_struct *mm, pmd_t *pmd, unsigned long addr)
{
	spinlock_t *ptl;
	pte_t *pte;

	pte = pte_alloc_map_lock(mm, pmd, addr, &ptl);
	if (!pte)
		return -ENOMEM;
	set_pte_at(mm, addr, pte, __pte(0));
	pte_unmap_unlock(pte, ptl);
	return 0;
}

static void passed_on_at_once_bad(pmd_t *pmd, unsigned long addr)
{
	touch_entry(NULL, pte_offset_map(pmd, addr), addr); /* expect: GUP103 */
}

static pte_t read_at_once_bad(pmd_t *pmd, unsigned long addr)
{
	return *pte_offset_map(pmd, addr); /* expect: GUP103 */
}

static bool tested_at_once_ok(pmd_t *pmd, unsigned long addr)
{
	if (unlikely(pte_offset_map(pmd, addr)))
		return true;
	return pte_offset_map(pmd, addr) != NULL;
}

static pte_t *returned_ok(pmd_t *pmd, unsigned long addr)
{
	return pte_offset_map(pmd, addr);
}

static pte_t *returned_from_variable_ok(pmd_t *pmd, unsigned long addr)
{
	pte_t *pte;

	pte = pte_offset_map(pmd, addr);
	return pte;
}

static void handed_out_ok(pmd_t *pmd, unsigned long addr, pte_t **ptep)
{
	*ptep = pte_offset_map(pmd, addr);
}

static void address_taken_ok(pmd_t *pmd, unsigned long addr)
{
	pte_t *pte;

	pte = pte_offset_map(pmd, addr);
	if (map_again(&pte))
		pte_unmap(pte);
}

static void assigned_anew_ok(pmd_t *pmd, unsigned long addr)
{
	pte_t *pte;

	pte = pte_offset_map(pmd, addr);
	pte = pte_offset_kernel(pmd, addr);
	set_pte(pte, __pte(0));
}

static void of_the_kernel_ok(pmd_t *pmd, unsigned long addr)
{
	pte_t *pte;

	pte = pte_offset_kernel(pmd, addr);
	set_pte(pte, __pte(0));
}

static size_t FP_size_of_it_ok(pmd_t *pmd, unsigned long addr)
{
	pte_t *pte;
	size_t size;

	pte = pte_offset_map(pmd, addr);
	size = sizeof(*pte); /* expect: GUP103 */
	if (pte)
		pte_unmap(pte);
	return size;
}

static void FP_printed_ok(pmd_t *pmd, unsigned long addr)
{
	pte_t *pte;

	pte = pte_offset_map(pmd, addr);
	pr_debug("mapped at %px\n", pte); /* expect: GUP103 */
	if (pte)
		pte_unmap(pte);
}

static int FN_through_a_conditional_bad(pmd_t *pmd, unsigned long addr)
{
	pte_t *pte;

	pte = addr >= TASK_SIZE ? pte_offset_kernel(pmd, addr) : pte_offset_map(pmd, addr);
	return pte_young(*pte);
}
