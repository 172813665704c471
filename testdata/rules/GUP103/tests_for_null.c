// SPDX-License-Identifier: GPL-2.0-only
/* Every way to test the mapped pointer that is to be understood, and what is left when the test is missing. */

static int no_test_bad(struct mm_struct *mm, pmd_t *pmd, unsigned long addr)
{
	spinlock_t *ptl;
	pte_t *pte;

	pte = pte_offset_map_lock(mm, pmd, addr, &ptl);
	set_pte_at(mm, addr, pte, __pte(0)); /* expect: GUP103 warning */
	pte_unmap_unlock(pte, ptl);
	return 0;
}

static int if_not_ok(pmd_t *pmd, unsigned long addr)
{
	pte_t *pte;
	int ret;

	pte = pte_offset_map(pmd, addr);
	if (!pte)
		return -EAGAIN;
	ret = pte_present(ptep_get(pte));
	pte_unmap(pte);
	return ret;
}

static int if_unlikely_not_ok(pmd_t *pmd, unsigned long addr)
{
	pte_t *pte;

	pte = pte_offset_map(pmd, addr);
	if (unlikely(!pte))
		return -EAGAIN;
	pte_unmap(pte);
	return 0;
}

static int if_set_ok(pmd_t *pmd, unsigned long addr)
{
	int young = 0;
	pte_t *pte;

	pte = pte_offset_map(pmd, addr);
	if (pte) {
		young = pte_young(*pte);
		pte_unmap(pte);
	}
	return young;
}

static int if_likely_set_ok(pmd_t *pmd, unsigned long addr)
{
	int young = 0;
	pte_t *pte;

	pte = pte_offset_map(pmd, addr);
	if (likely(pte)) {
		young = pte_young(*pte);
		pte_unmap(pte);
	}
	return young;
}

static int if_null_ok(pmd_t *pmd, unsigned long addr)
{
	pte_t *pte;

	pte = pte_offset_map(pmd, addr);
	if (pte == NULL)
		return -EAGAIN;
	pte_unmap(pte);
	return 0;
}

static int if_null_first_ok(pmd_t *pmd, unsigned long addr)
{
	pte_t *pte;

	pte = pte_offset_map(pmd, addr);
	if (NULL == pte)
		return -EAGAIN;
	pte_unmap(pte);
	return 0;
}

static void if_not_null_ok(pmd_t *pmd, unsigned long addr)
{
	pte_t *pte;

	pte = pte_offset_map(pmd, addr);
	if (pte != NULL)
		pte_unmap(pte);
}

static void if_null_not_first_ok(pmd_t *pmd, unsigned long addr)
{
	pte_t *pte;

	pte = pte_offset_map(pmd, addr);
	if (NULL != pte)
		pte_unmap(pte);
}

static int and_ok(pmd_t *pmd, unsigned long addr)
{
	pte_t *pte;
	int young;

	pte = pte_offset_map(pmd, addr);
	young = pte && pte_young(ptep_get(pte));
	return young;
}

static int and_in_the_middle_ok(pmd_t *pmd, unsigned long addr, bool wanted)
{
	pte_t *pte;

	pte = pte_offset_map(pmd, addr);
	if (wanted && pte && pte_young(ptep_get(pte)))
		return 1;
	return 0;
}

static int likely_and_ok(pmd_t *pmd, unsigned long addr, pte_t orig)
{
	pte_t *pte;

	pte = pte_offset_map(pmd, addr);
	if (likely(pte && pte_same(ptep_get(pte), orig)))
		return 1;
	return 0;
}

static int hinted_operand_ok(pmd_t *pmd, unsigned long addr, pte_t orig)
{
	pte_t *pte;

	pte = pte_offset_map(pmd, addr);
	if (likely(pte) && pte_same(ptep_get(pte), orig))
		return 1;
	return 0;
}

static int not_or_ok(pmd_t *pmd, unsigned long addr, pte_t orig)
{
	pte_t *pte;

	pte = pte_offset_map(pmd, addr);
	if (unlikely(!pte || !pte_same(ptep_get(pte), orig)))
		return -EAGAIN;
	pte_unmap(pte);
	return 0;
}

static int use_or_not_bad(pmd_t *pmd, unsigned long addr, bool strict)
{
	pte_t *pte;

	pte = pte_offset_map(pmd, addr);
	if (strict && pte_none(ptep_get(pte))) /* expect: GUP103 */
		return -EAGAIN;
	if (!pte)
		return -EAGAIN;
	pte_unmap(pte);
	return 0;
}

static int test_of_the_entry_bad(pmd_t *pmd, unsigned long addr)
{
	pte_t *pte;

	pte = pte_offset_map(pmd, addr);
	if (!pte_present(*pte)) /* expect: GUP103 */
		return -EAGAIN;
	pte_unmap(pte);
	return 0;
}

static int question_ok(pmd_t *pmd, unsigned long addr)
{
	pte_t *pte;

	pte = pte_offset_map(pmd, addr);
	return pte ? pte_young(*pte) : 0;
}

static int question_null_ok(pmd_t *pmd, unsigned long addr)
{
	pte_t *pte;

	pte = pte_offset_map(pmd, addr);
	return pte == NULL ? 0 : pte_young(*pte);
}

static int returned_as_bool_ok(pmd_t *pmd, unsigned long addr)
{
	pte_t *pte;

	pte = pte_offset_map(pmd, addr);
	return !!pte;
}

static void while_ok(pmd_t *pmd, unsigned long addr)
{
	pte_t *pte;

	pte = pte_offset_map(pmd, addr);
	while (pte) {
		pte_unmap(pte);
		pte = pte_offset_map(pmd, addr += PMD_SIZE);
	}
}

static void for_ok(pmd_t *pmd, unsigned long addr)
{
	pte_t *pte;

	for (pte = pte_offset_map(pmd, addr); pte; pte = NULL)
		pte_unmap(pte);
}

static void while_not_ok(pmd_t *pmd, unsigned long addr)
{
	pte_t *pte;

	pte = pte_offset_map(pmd, addr);
	while (!pte)
		pte = pte_offset_map(pmd, addr);
	pte_unmap(pte);
}

static void warn_ok(pmd_t *pmd, unsigned long addr)
{
	pte_t *pte;

	pte = pte_offset_map(pmd, addr);
	if (WARN_ON_ONCE(!pte))
		return;
	pte_unmap(pte);
}

static void bug_ok(pmd_t *pmd, unsigned long addr)
{
	pte_t *pte;

	pte = pte_offset_map(pmd, addr);
	VM_BUG_ON(!pte);
	pte_unmap(pte);
}

static void bug_null_ok(pmd_t *pmd, unsigned long addr)
{
	pte_t *pte;

	pte = pte_offset_map(pmd, addr);
	BUG_ON(pte == NULL);
	pte_unmap(pte);
}

static int tested_where_assigned_ok(pmd_t *pmd, unsigned long addr)
{
	pte_t *pte;

	if (!(pte = pte_offset_map(pmd, addr)))
		return -EAGAIN;
	pte_unmap(pte);
	return 0;
}

static int null_where_assigned_ok(pmd_t *pmd, unsigned long addr)
{
	pte_t *pte;

	if (unlikely((pte = pte_offset_map(pmd, addr)) == NULL))
		return -EAGAIN;
	pte_unmap(pte);
	return 0;
}

static void while_assigned_ok(pmd_t *pmd, unsigned long addr)
{
	pte_t *pte;

	while ((pte = pte_offset_map(pmd, addr)) != NULL) {
		pte_unmap(pte);
		addr += PMD_SIZE;
	}
}

static void set_where_assigned_ok(pmd_t *pmd, unsigned long addr)
{
	pte_t *pte;

	if ((pte = pte_offset_map(pmd, addr)))
		pte_unmap(pte);
}

static void and_where_assigned_ok(pmd_t *pmd, unsigned long addr)
{
	pte_t *pte;

	if (!pmd_none(*pmd) && (pte = pte_offset_map(pmd, addr)))
		pte_unmap(pte);
}

static int compared_where_assigned_bad(pmd_t *pmd, unsigned long addr, pte_t *old)
{
	pte_t *pte;

	if ((pte = pte_offset_map(pmd, addr)) == old)
		return 0;
	pte_unmap(pte); /* expect: GUP103 */
	return 1;
}

static int initialised_bad(pmd_t *pmd, unsigned long addr)
{
	pte_t *pte = pte_offset_map(pmd, addr);
	int young = pte_young(*pte); /* expect: GUP103 */

	pte_unmap(pte);
	return young;
}

static int initialised_ok(pmd_t *pmd, unsigned long addr)
{
	pte_t *pte = pte_offset_map(pmd, addr);

	if (!pte)
		return 0;
	pte_unmap(pte);
	return 1;
}

/* A macro that tests: it is not known to, as its body is not looked into. */
#define out_if_gone(ptep) do { if (!(ptep)) goto out; } while (0)

static int FP_tested_by_a_macro_ok(pmd_t *pmd, unsigned long addr)
{
	pte_t *pte;

	pte = pte_offset_map(pmd, addr);
	out_if_gone(pte); /* expect: GUP103 */
	pte_unmap(pte);
out:
	return 0;
}

/* The test is there, but nothing follows from it. */
static int FN_tested_in_vain_bad(pmd_t *pmd, unsigned long addr)
{
	int young;
	pte_t *pte;

	pte = pte_offset_map(pmd, addr);
	if (!pte)
		pr_warn("no page table\n");
	young = pte_young(*pte);
	pte_unmap(pte);
	return young;
}
