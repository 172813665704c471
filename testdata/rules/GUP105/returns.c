// SPDX-License-Identifier: GPL-2.0-only
/* Paths that return with the page table mapped, and others that only look so. */

static int early_return_bad(pmd_t *pmd, unsigned long addr)
{
	pte_t *pte;

	pte = pte_offset_map(pmd, addr);
	if (!pte)
		return -EAGAIN;
	if (pte_none(ptep_get(pte)))
		return -ENOENT; /* expect: GUP105 warning */
	pte_unmap(pte);
	return 0;
}

static int early_return_locked_bad(struct mm_struct *mm, pmd_t *pmd, unsigned long addr)
{
	spinlock_t *ptl;
	pte_t *pte = pte_offset_map_lock(mm, pmd, addr, &ptl);

	if (unlikely(!pte))
		return -EAGAIN;
	if (!pte_present(*pte)) {
		count_vm_event(PGFAULT);
		return -ENOENT; /* expect: GUP105 */
	}
	pte_unmap_unlock(pte, ptl);
	return 0;
}

static int second_map_fails_bad(struct mm_struct *mm, pmd_t *src_pmd, pmd_t *dst_pmd, unsigned long addr)
{
	spinlock_t *src_ptl, *dst_ptl;
	pte_t *src_pte, *dst_pte;
	pmd_t pmdval;

	dst_pte = pte_alloc_map_lock(mm, dst_pmd, addr, &dst_ptl);
	if (!dst_pte)
		return -ENOMEM;
	src_pte = pte_offset_map_rw_nolock(mm, src_pmd, addr, &pmdval, &src_ptl);
	if (!src_pte)
		return -EAGAIN; /* expect: GUP105 */
	pte_unmap(src_pte);
	pte_unmap_unlock(dst_pte, dst_ptl);
	return 0;
}

static int second_map_fails_ok(struct mm_struct *mm, pmd_t *src_pmd, pmd_t *dst_pmd, unsigned long addr)
{
	spinlock_t *src_ptl, *dst_ptl;
	pte_t *src_pte, *dst_pte;
	pmd_t pmdval;

	dst_pte = pte_alloc_map_lock(mm, dst_pmd, addr, &dst_ptl);
	if (!dst_pte)
		return -ENOMEM;
	src_pte = pte_offset_map_rw_nolock(mm, src_pmd, addr, &pmdval, &src_ptl);
	if (!src_pte) {
		pte_unmap_unlock(dst_pte, dst_ptl);
		return -EAGAIN;
	}
	pte_unmap(src_pte);
	pte_unmap_unlock(dst_pte, dst_ptl);
	return 0;
}

static int by_goto_bad(struct mm_struct *mm, pmd_t *pmd, unsigned long addr)
{
	spinlock_t *ptl;
	int err = -EAGAIN;
	pte_t *pte;

	pte = pte_offset_map_lock(mm, pmd, addr, &ptl);
	if (!pte)
		goto out;
	err = -ENOENT;
	if (pte_none(ptep_get(pte)))
		goto out;
	err = 0;
	pte_unmap_unlock(pte, ptl);
out:
	return err; /* expect: GUP105 */
}

static int by_goto_ok(struct mm_struct *mm, pmd_t *pmd, unsigned long addr)
{
	spinlock_t *ptl;
	int err = -EAGAIN;
	pte_t *pte;

	pte = pte_offset_map_lock(mm, pmd, addr, &ptl);
	if (!pte)
		goto out;
	err = -ENOENT;
	if (pte_none(ptep_get(pte)))
		goto unlock;
	err = 0;
unlock:
	pte_unmap_unlock(pte, ptl);
out:
	return err;
}

static int never_unmapped_bad(struct mm_struct *mm, pmd_t *pmd, unsigned long addr)
{
	spinlock_t *ptl;
	int young;
	pte_t *pte;

	pte = pte_offset_map_nolock(mm, pmd, addr, &ptl);
	if (!pte)
		return 0;
	young = pte_young(ptep_get(pte));
	return young; /* expect: GUP105 */
}

static int out_of_a_loop_bad(pmd_t *pmd, unsigned long addr, unsigned long end)
{
	pte_t *pte, *start_pte;

	start_pte = pte = pte_offset_map(pmd, addr);
	if (!pte)
		return 0;
	for (; addr != end; addr += PAGE_SIZE) {
		if (pte_young(ptep_get(pte)))
			return 1; /* expect: GUP105 */
	}
	pte_unmap(start_pte);
	return 0;
}

static int after_a_loop_ok(pmd_t *pmd, unsigned long addr, unsigned long end)
{
	int young = 0;
	pte_t *pte;

	pte = pte_offset_map(pmd, addr);
	if (!pte)
		return 0;
	for (; addr != end; pte++, addr += PAGE_SIZE)
		young += pte_young(ptep_get(pte));
	pte_unmap(pte - 1);
	return young;
}

static pte_t *returned_ok(pmd_t *pmd, unsigned long addr)
{
	pte_t *pte;

	pte = pte_offset_map(pmd, addr);
	if (!pte)
		return NULL;
	return pte;
}

static int handed_out_ok(pmd_t *pmd, unsigned long addr, pte_t **ptep)
{
	pte_t *pte;

	pte = pte_offset_map(pmd, addr);
	if (!pte)
		return -EAGAIN;
	*ptep = pte;
	return 0;
}

static int member_ok(struct vm_fault *vmf)
{
	vmf->pte = pte_offset_map_lock(vmf->vma->vm_mm, vmf->pmd, vmf->address, &vmf->ptl);
	if (!vmf->pte)
		return VM_FAULT_NOPAGE;
	return 0;
}

static int unmapped_by_another_function_ok(struct mm_struct *mm, pmd_t *pmd, unsigned long addr)
{
	spinlock_t *ptl;
	pte_t *pte;

	pte = pte_offset_map_lock(mm, pmd, addr, &ptl);
	if (!pte)
		return -EAGAIN;
	return finish_entry(pte, ptl);
}

static int unmapped_if_still_mapped_ok(pmd_t *pmd, unsigned long addr, unsigned long end)
{
	pte_t *pte = NULL;

	for (; addr != end; addr += PAGE_SIZE) {
		pte = pte_offset_map(pmd, addr);
		if (!pte)
			return -EAGAIN;
		if (pte_present(ptep_get(pte)))
			continue;
		pte_unmap(pte);
		pte = NULL;
	}
	if (pte)
		pte_unmap(pte);
	return 0;
}

static int tested_the_other_way_ok(pmd_t *pmd, unsigned long addr)
{
	int young = 0;
	pte_t *pte;

	pte = pte_offset_map(pmd, addr);
	if (pte) {
		young = pte_young(ptep_get(pte));
		pte_unmap(pte);
	}
	return young;
}

static int FN_tested_the_other_way_bad(pmd_t *pmd, unsigned long addr)
{
	int young = 0;
	pte_t *pte;

	pte = pte_offset_map(pmd, addr);
	if (pte)
		young = pte_young(ptep_get(pte));
	return young;
}

static int FN_the_wrong_one_unmapped_bad(pmd_t *pmd, unsigned long addr, pte_t *other)
{
	pte_t *pte;

	pte = pte_offset_map(pmd, addr);
	if (!pte)
		return 0;
	pte_unmap(other);
	return 1;
}

static int FN_handed_to_a_reader_bad(pmd_t *pmd, unsigned long addr)
{
	pte_t *pte;

	pte = pte_offset_map(pmd, addr);
	if (!pte)
		return 0;
	return entry_is_odd(pte);
}

static int FP_unmapped_under_another_name_ok(struct mm_struct *mm, pmd_t *pmd, unsigned long addr)
{
	spinlock_t *ptl;
	pte_t *pte;

	pte = pte_offset_map_lock(mm, pmd, addr, &ptl);
	if (!pte)
		return 0;
	leave_table(ptl);
	return 1; /* expect: GUP105 */
}
