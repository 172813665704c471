// SPDX-License-Identifier: GPL-2.0-only
/* Calls of the family in every place where C takes an expression. */

static int in_a_condition_bad(pmd_t *pmd)
{
	if (pmd_trans_unstable(pmd)) /* expect: GUP101 warning */
		return -EBUSY;
	return 0;
}

static int negated_bad(pmd_t *pmd)
{
	return !pmd_trans_unstable(pmd); /* expect: GUP101 */
}

static int hinted_bad(struct vm_fault *vmf)
{
	if (unlikely(pmd_devmap_trans_unstable(vmf->pmd))) /* expect: GUP101 */
		return VM_FAULT_NOPAGE;
	return 0;
}

static int among_others_bad(pmd_t *pmd, bool wait)
{
	if (wait && (pmd_none(*pmd) ||
		     pmd_none_or_trans_huge_or_clear_bad(pmd))) /* expect: GUP101 warning */
		return -EAGAIN;
	return 0;
}

static int one_level_up_bad(struct vm_fault *vmf)
{
	if (pud_trans_unstable(vmf->pud)) /* expect: GUP101 note */
		return 0;
	return 1;
}

static int in_a_loop_bad(pmd_t *pmd, unsigned long addr, unsigned long end)
{
	unsigned long next;

	do {
		next = pmd_addr_end(addr, end);
		if (pmd_none_or_trans_huge_or_clear_bad(pmd)) /* expect: GUP101 */
			continue;
		touch_range(pmd, addr, next);
	} while (pmd++, addr = next, addr != end);
	return 0;
}

static int while_it_lasts_bad(pmd_t *pmd)
{
	int rounds = 0;

	while (pmd_trans_unstable(pmd)) /* expect: GUP101 */
		rounds++;
	return rounds;
}

static int assigned_bad(pmd_t *pmd)
{
	bool unstable = pmd_trans_unstable(pmd); /* expect: GUP101 */

	return unstable ? -EBUSY : 0;
}

static int in_a_conditional_bad(pmd_t *pmd)
{
	return pmd_trans_unstable(pmd) ? -EBUSY : 0; /* expect: GUP101 */
}

static int as_an_argument_bad(pmd_t *pmd)
{
	return WARN_ON_ONCE(pmd_trans_unstable(pmd)); /* expect: GUP101 */
}

static int on_its_own_bad(pmd_t *pmd)
{
	pmd_trans_unstable(pmd); /* expect: GUP101 */
	return 0;
}

static int in_a_switch_bad(pmd_t *pmd, int mode)
{
	switch (mode) {
	case 0:
		return pmd_trans_unstable(pmd); /* expect: GUP101 */
	case 1:
		if (pmd_none(*pmd))
			break;
		fallthrough;
	default:
		return pmd_devmap_trans_unstable(pmd); /* expect: GUP101 */
	}
	return 0;
}

static int twice_in_one_line_bad(pmd_t *a, pmd_t *b)
{
	return pmd_trans_unstable(a) || pmd_trans_unstable(b); /* expect: GUP101, GUP101 */
}

static int across_lines_bad(struct mm_walk *walk, pmd_t *pmd)
{
	int ret =
		pmd_trans_unstable( /* expect: GUP101 */
			walk->stable ?
				walk->stable : pmd);
	return ret;
}

static int in_a_statement_expression_bad(pmd_t *pmd)
{
	int ret = ({ int unstable = pmd_trans_unstable(pmd); unstable; }); /* expect: GUP101 */

	return ret;
}

static int guarded_by_configuration_bad(pmd_t *pmd)
{
#ifdef CONFIG_TRANSPARENT_HUGEPAGE
	if (pmd_trans_unstable(pmd)) /* expect: GUP101 */
		return -EBUSY;
#else
	if (pmd_none_or_trans_huge_or_clear_bad(pmd)) /* expect: GUP101 */
		return -EINVAL;
#endif
	return 0;
}

static int after_a_label_bad(pmd_t *pmd)
{
retry:
	if (pmd_trans_unstable(pmd)) /* expect: GUP101 */
		goto retry;
	return 0;
}
