// SPDX-License-Identifier: GPL-2.0-only
/* Tested on some paths, on all, or in another round of a loop. */

static int on_one_arm_bad(pmd_t *pmd, unsigned long addr, bool careful)
{
	pte_t *pte;

	pte = pte_offset_map(pmd, addr);
	if (careful) {
		if (!pte)
			return -EAGAIN;
	}
	pte_unmap(pte); /* expect: GUP103 */
	return 0;
}

static int on_both_arms_ok(pmd_t *pmd, unsigned long addr, bool careful)
{
	pte_t *pte;

	pte = pte_offset_map(pmd, addr);
	if (careful) {
		if (!pte)
			return -EAGAIN;
	} else if (!pte) {
		return -ENOENT;
	}
	pte_unmap(pte);
	return 0;
}

static int mapped_again_bad(struct mm_struct *mm, pmd_t *pmd, unsigned long addr, unsigned long end)
{
	spinlock_t *ptl;
	pte_t *pte;

	pte = pte_offset_map_lock(mm, pmd, addr, &ptl);
	if (!pte)
		return 0;
	for (; addr != end; pte++, addr += PAGE_SIZE) {
		if (!need_resched())
			continue;
		pte_unmap_unlock(pte, ptl);
		cond_resched();
		pte = pte_offset_map_lock(mm, pmd, addr, &ptl);
		clear_young(pte); /* expect: GUP103 */
	}
	pte_unmap_unlock(pte - 1, ptl);
	return 0;
}

static int mapped_again_used_next_round_bad(struct mm_struct *mm, pmd_t *pmd, unsigned long addr, int n)
{
	spinlock_t *ptl;
	pte_t *pte;

	pte = pte_offset_map_lock(mm, pmd, addr, &ptl);
	if (!pte)
		return 0;
	while (n--) {
		clear_young(pte); /* expect: GUP103 */
		pte_unmap_unlock(pte, ptl);
		cond_resched();
		pte = pte_offset_map_lock(mm, pmd, addr, &ptl);
	}
	return 0;
}

static int mapped_again_ok(struct mm_struct *mm, pmd_t *pmd, unsigned long addr, unsigned long end)
{
	spinlock_t *ptl;
	pte_t *pte;

again:
	pte = pte_offset_map_lock(mm, pmd, addr, &ptl);
	if (!pte)
		return 0;
	for (; addr != end; pte++, addr += PAGE_SIZE) {
		if (need_resched()) {
			pte_unmap_unlock(pte, ptl);
			cond_resched();
			goto again;
		}
		clear_young(pte);
	}
	pte_unmap_unlock(pte - 1, ptl);
	return 0;
}

static int by_goto_bad(struct mm_struct *mm, pmd_t *pmd, unsigned long addr)
{
	spinlock_t *ptl;
	int ret = -ENOENT;
	pte_t *pte;

	pte = pte_offset_map_lock(mm, pmd, addr, &ptl);
	if (vma_is_gone(mm, addr))
		goto out;
	if (!pte)
		return -EAGAIN;
	ret = pte_young(ptep_get(pte));
out:
	pte_unmap_unlock(pte, ptl); /* expect: GUP103 */
	return ret;
}

static int by_goto_ok(struct mm_struct *mm, pmd_t *pmd, unsigned long addr)
{
	spinlock_t *ptl;
	int ret = -ENOENT;
	pte_t *pte;

	pte = pte_offset_map_lock(mm, pmd, addr, &ptl);
	if (vma_is_gone(mm, addr))
		goto out;
	if (!pte)
		return -EAGAIN;
	ret = pte_young(ptep_get(pte));
out:
	if (pte)
		pte_unmap_unlock(pte, ptl);
	return ret;
}

static int two_pointers_bad(struct mm_struct *mm, pmd_t *from, pmd_t *to, unsigned long addr)
{
	spinlock_t *from_ptl, *to_ptl;
	pte_t *from_pte, *to_pte;

	from_pte = pte_offset_map_lock(mm, from, addr, &from_ptl);
	if (!from_pte)
		return -EAGAIN;
	to_pte = pte_offset_map_nolock(mm, to, addr, &to_ptl);
	set_pte_at(mm, addr, to_pte, ptep_get(from_pte)); /* expect: GUP103 */
	pte_unmap(to_pte);
	pte_unmap_unlock(from_pte, from_ptl);
	return 0;
}

static int two_pointers_ok(struct mm_struct *mm, pmd_t *from, pmd_t *to, unsigned long addr)
{
	spinlock_t *from_ptl, *to_ptl;
	pte_t *from_pte, *to_pte;

	from_pte = pte_offset_map_lock(mm, from, addr, &from_ptl);
	if (!from_pte)
		return -EAGAIN;
	to_pte = pte_offset_map_nolock(mm, to, addr, &to_ptl);
	if (!to_pte) {
		pte_unmap_unlock(from_pte, from_ptl);
		return -EAGAIN;
	}
	set_pte_at(mm, addr, to_pte, ptep_get(from_pte));
	pte_unmap(to_pte);
	pte_unmap_unlock(from_pte, from_ptl);
	return 0;
}

static int in_a_switch_bad(struct mm_struct *mm, pmd_t *pmd, unsigned long addr, int mode)
{
	spinlock_t *ptl;
	pte_t *pte;

	pte = pte_offset_map_lock(mm, pmd, addr, &ptl);
	switch (mode) {
	case 0:
		if (!pte)
			return 0;
		break;
	case 1:
		clear_young(pte); /* expect: GUP103 */
		break;
	default:
		return 0;
	}
	return 1;
}

#ifdef CONFIG_HIGHPTE
static int configured_bad(pmd_t *pmd, unsigned long addr)
{
	pte_t *pte;

	pte = pte_offset_map(pmd, addr);
	pte_unmap(pte); /* expect: GUP103 */
	return 0;
}
#else
static int configured_ok(pmd_t *pmd, unsigned long addr)
{
	pte_t *pte;

	pte = pte_offset_map(pmd, addr);
	if (pte)
		pte_unmap(pte);
	return 0;
}
#endif

/* The flag says what the pointer was: paths are not told apart by the values of other variables. */
static int FP_remembered_in_a_flag_ok(pmd_t *pmd, unsigned long addr, bool mapped)
{
	pte_t *pte = NULL;

	if (mapped) {
		pte = pte_offset_map(pmd, addr);
		mapped = is_table(pmd, addr);
	}
	if (mapped)
		pte_unmap(pte); /* expect: GUP103 */
	return 0;
}
