// SPDX-License-Identifier: GPL-2.0-only
/* The pointer in two variables, and in the member of a structure. */

static int chained_bad(struct mm_struct *mm, pmd_t *pmd, unsigned long addr, unsigned long end)
{
	pte_t *start_pte, *pte;
	spinlock_t *ptl;

	start_pte = pte = pte_offset_map_lock(mm, pmd, addr, &ptl);
	for (; addr != end; pte++, addr += PAGE_SIZE)
		clear_young(pte); /* expect: GUP103 */
	pte_unmap_unlock(start_pte, ptl); /* expect: GUP103 */
	return 0;
}

static int chained_ok(struct mm_struct *mm, pmd_t *pmd, unsigned long addr, unsigned long end)
{
	pte_t *start_pte, *pte;
	spinlock_t *ptl;

	start_pte = pte = pte_offset_map_lock(mm, pmd, addr, &ptl);
	if (!pte)
		return 0;
	for (; addr != end; pte++, addr += PAGE_SIZE)
		clear_young(pte);
	pte_unmap_unlock(start_pte, ptl);
	return 0;
}

static int chained_first_tested_ok(struct mm_struct *mm, pmd_t *pmd, unsigned long addr)
{
	pte_t *start_pte, *pte;
	spinlock_t *ptl;

	start_pte = pte = pte_offset_map_lock(mm, pmd, addr, &ptl);
	if (!start_pte)
		return 0;
	clear_young(pte);
	pte_unmap_unlock(start_pte, ptl);
	return 0;
}

static int chained_one_condition_ok(struct mm_struct *mm, pmd_t *pmd, unsigned long addr, pte_t orig)
{
	pte_t *start_pte, *pte;
	spinlock_t *ptl;

	start_pte = pte = pte_offset_map_lock(mm, pmd, addr, &ptl);
	if (unlikely(!start_pte || !pte_same(ptep_get(pte), orig)))
		return 0;
	pte_unmap_unlock(start_pte, ptl);
	return 0;
}

static int chained_where_tested_ok(struct mm_struct *mm, pmd_t *pmd, unsigned long addr)
{
	pte_t *start_pte, *pte;
	spinlock_t *ptl;

	if (!(start_pte = pte = pte_offset_map_lock(mm, pmd, addr, &ptl)))
		return 0;
	clear_young(pte);
	pte_unmap_unlock(start_pte, ptl);
	return 0;
}

static int copied_bad(struct mm_struct *mm, pmd_t *pmd, unsigned long addr, unsigned long end)
{
	pte_t *start_pte, *pte;
	spinlock_t *ptl;

	start_pte = pte_offset_map_lock(mm, pmd, addr, &ptl);
	for (pte = start_pte; addr != end; pte++, addr += PAGE_SIZE)
		clear_young(pte); /* expect: GUP103 */
	pte_unmap_unlock(start_pte, ptl); /* expect: GUP103 */
	return 0;
}

static int copied_after_test_ok(struct mm_struct *mm, pmd_t *pmd, unsigned long addr, unsigned long end)
{
	pte_t *start_pte, *pte;
	spinlock_t *ptl;

	start_pte = pte_offset_map_lock(mm, pmd, addr, &ptl);
	if (!start_pte)
		return 0;
	for (pte = start_pte; addr != end; pte++, addr += PAGE_SIZE)
		clear_young(pte);
	pte_unmap_unlock(start_pte, ptl);
	return 0;
}

static int copied_and_copy_tested_ok(struct mm_struct *mm, pmd_t *pmd, unsigned long addr)
{
	pte_t *start_pte, *pte;
	spinlock_t *ptl;

	pte = pte_offset_map_lock(mm, pmd, addr, &ptl);
	start_pte = pte;
	if (!start_pte)
		return 0;
	clear_young(pte);
	pte_unmap_unlock(start_pte, ptl);
	return 0;
}

static int copied_and_first_tested_ok(struct mm_struct *mm, pmd_t *pmd, unsigned long addr)
{
	pte_t *pte = pte_offset_map(pmd, addr);
	pte_t *start_pte = pte;

	if (!pte)
		return 0;
	clear_young(pte);
	pte_unmap(start_pte);
	return 0;
}

static int kept_for_the_caller_ok(struct mm_struct *mm, pmd_t *pmd, unsigned long addr, pte_t **ptep)
{
	pte_t *pte;

	pte = pte_offset_map(pmd, addr);
	*ptep = pte;
	return 0;
}

static vm_fault_t member_bad(struct vm_fault *vmf)
{
	vmf->pte = pte_offset_map_lock(vmf->vma->vm_mm, vmf->pmd, vmf->address, &vmf->ptl);
	if (!pte_none(ptep_get(vmf->pte))) /* expect: GUP103 */
		return VM_FAULT_NOPAGE;
	pte_unmap_unlock(vmf->pte, vmf->ptl);
	return 0;
}

static vm_fault_t member_ok(struct vm_fault *vmf)
{
	vmf->pte = pte_offset_map_lock(vmf->vma->vm_mm, vmf->pmd, vmf->address, &vmf->ptl);
	if (unlikely(!vmf->pte))
		return VM_FAULT_NOPAGE;
	pte_unmap_unlock(vmf->pte, vmf->ptl);
	return 0;
}

static vm_fault_t member_same_condition_ok(struct vm_fault *vmf)
{
	vmf->pte = pte_offset_map_lock(vmf->vma->vm_mm, vmf->pmd, vmf->address, &vmf->ptl);
	if (likely(vmf->pte && pte_same(ptep_get(vmf->pte), vmf->orig_pte)))
		set_pte_at(vmf->vma->vm_mm, vmf->address, vmf->pte, vmf->orig_pte);
	if (vmf->pte)
		pte_unmap_unlock(vmf->pte, vmf->ptl);
	return 0;
}

static bool member_of_a_member_ok(struct page_vma_mapped_walk *pvmw, spinlock_t **ptlp)
{
	pvmw->pte = pte_offset_map_nolock(pvmw->vma->vm_mm, pvmw->pmd, pvmw->address, ptlp);
	if (!pvmw->pte)
		return false;
	return pte_present(ptep_get(pvmw->pte));
}

static vm_fault_t FN_copied_from_the_member_bad(struct vm_fault *vmf)
{
	pte_t *first, *second;

	vmf->pte = pte_offset_map(vmf->pmd, vmf->address);
	first = vmf->pte;
	second = first;
	pte_unmap(second);
	return 0;
}
