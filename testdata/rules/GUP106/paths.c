// SPDX-License-Identifier: GPL-2.0-only
/* Unmaps that the path of the failed map reaches, and others that only stand behind a test. */

static int by_goto_bad(struct mm_struct *mm, pmd_t *pmd, unsigned long addr)
{
	spinlock_t *ptl;
	int err = -EAGAIN;
	pte_t *pte;

	pte = pte_offset_map_lock(mm, pmd, addr, &ptl);
	if (!pte)
		goto out;
	err = pte_young(ptep_get(pte));
out:
	pte_unmap_unlock(pte, ptl); /* expect: GUP106 warning */
	return err;
}

static int by_goto_from_a_block_bad(pmd_t *pmd, unsigned long addr)
{
	pte_t *pte;
	int err;

	pte = pte_offset_map(pmd, addr);
	if (unlikely(pte == NULL)) {
		err = -EAGAIN;
		goto out;
	}
	err = pte_young(ptep_get(pte));
	if (err)
		goto unmap;
	err = -ENOENT;
unmap:
	count_vm_event(PGFAULT);
out:
	pte_unmap(pte); /* expect: GUP106 */
	return err;
}

static vm_fault_t by_goto_of_either_bad(struct vm_fault *vmf)
{
	vm_fault_t ret = 0;

	vmf->pte = pte_offset_map_lock(vmf->vma->vm_mm, vmf->pmd, vmf->address, &vmf->ptl);
	if (!vmf->pte || !pte_same(ptep_get(vmf->pte), vmf->orig_pte))
		goto out;
	ret = VM_FAULT_NOPAGE;
out:
	pte_unmap_unlock(vmf->pte, vmf->ptl); /* expect: GUP106 */
	return ret;
}

static int to_the_right_label_ok(struct mm_struct *mm, pmd_t *pmd, unsigned long addr)
{
	spinlock_t *ptl;
	int err = -EAGAIN;
	pte_t *pte;

	pte = pte_offset_map_lock(mm, pmd, addr, &ptl);
	if (!pte)
		goto out;
	if (pte_none(ptep_get(pte)))
		goto unlock;
	err = 0;
unlock:
	pte_unmap_unlock(pte, ptl);
out:
	return err;
}

static int tested_again_ok(struct mm_struct *mm, pmd_t *pmd, unsigned long addr)
{
	spinlock_t *ptl;
	int err = -EAGAIN;
	pte_t *pte;

	pte = pte_offset_map_lock(mm, pmd, addr, &ptl);
	if (!pte)
		goto out;
	err = 0;
out:
	if (pte)
		pte_unmap_unlock(pte, ptl);
	return err;
}

static int in_the_branch_bad(struct mm_struct *mm, pmd_t *pmd, unsigned long addr)
{
	spinlock_t *ptl;
	pte_t *pte;

	pte = pte_alloc_map_lock(mm, pmd, addr, &ptl);
	if (!pte) {
		pte_unmap_unlock(pte, ptl); /* expect: GUP106 */
		return -ENOMEM;
	}
	set_pte_at(mm, addr, pte, __pte(0));
	pte_unmap_unlock(pte, ptl);
	return 0;
}

static int another_one_in_the_branch_ok(struct mm_struct *mm, pmd_t *src_pmd, pmd_t *dst_pmd, unsigned long addr)
{
	pte_t *src_pte, *dst_pte;
	spinlock_t *ptl;

	dst_pte = pte_offset_map_lock(mm, dst_pmd, addr, &ptl);
	if (!dst_pte)
		return -EAGAIN;
	src_pte = pte_offset_map(src_pmd, addr);
	if (!src_pte) {
		pte_unmap_unlock(dst_pte, ptl);
		return -EAGAIN;
	}
	pte_unmap(src_pte);
	pte_unmap_unlock(dst_pte, ptl);
	return 0;
}

static int returns_either_way_ok(struct vm_fault *vmf, bool anonymous)
{
	vmf->pte = pte_offset_map(vmf->pmd, vmf->address);
	if (!vmf->pte) {
		if (anonymous)
			return do_anonymous(vmf);
		else
			return do_file(vmf);
	}
	pte_unmap(vmf->pte);
	return 0;
}

static int leaves_the_loop_ok(pmd_t *pmd, unsigned long addr, unsigned long end)
{
	pte_t *pte;

	for (; addr != end; addr += PAGE_SIZE) {
		pte = pte_offset_map(pmd, addr);
		if (!pte)
			break;
		clear_young(pte);
		pte_unmap(pte);
	}
	return 0;
}

static int next_round_ok(pmd_t *pmd, unsigned long addr, unsigned long end)
{
	pte_t *pte;

	for (; addr != end; addr += PAGE_SIZE) {
		pte = pte_offset_map(pmd, addr);
		if (!pte)
			continue;
		pte_unmap(pte);
	}
	return 0;
}

static int tried_again_ok(pmd_t *pmd, unsigned long addr)
{
	pte_t *pte;

again:
	pte = pte_offset_map(pmd, addr);
	if (!pte)
		goto again;
	pte_unmap(pte);
	return 0;
}

static int returned_unlikely_ok(struct vm_fault *vmf)
{
	vmf->pte = pte_offset_map_nolock(vmf->vma->vm_mm, vmf->pmd, vmf->address, &vmf->ptl);
	if (unlikely(!vmf->pte))
		return VM_FAULT_NOPAGE;
	pte_unmap(vmf->pte);
	return 0;
}

static int returned_ok(pmd_t *pmd, unsigned long addr)
{
	pte_t *pte;

	pte = pte_offset_map(pmd, addr);
	if (!pte)
		return -EAGAIN;
	pte_unmap(pte);
	return 0;
}

static int FN_falls_through_bad(pmd_t *pmd, unsigned long addr)
{
	int err = 0;
	pte_t *pte;

	pte = pte_offset_map(pmd, addr);
	if (!pte)
		err = -EAGAIN;
	pte_unmap(pte);
	return err;
}

static int FN_behind_a_passed_branch_bad(pmd_t *pmd, unsigned long addr)
{
	int young = 0;
	pte_t *pte;

	pte = pte_offset_map(pmd, addr);
	if (pte)
		young = pte_young(ptep_get(pte));
	pte_unmap(pte);
	return young;
}

static int FN_another_use_bad(pmd_t *pmd, unsigned long addr)
{
	int young;
	pte_t *pte;

	pte = pte_offset_map(pmd, addr);
	if (!pte)
		pr_warn("no page table\n");
	young = pte_young(ptep_get(pte));
	return young;
}
