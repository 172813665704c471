// SPDX-License-Identifier: GPL-2.0-only
/* The result is dropped, or somebody looks at it. */

static void on_its_own_bad(struct mm_struct *mm, pmd_t *pmd)
{
	pte_alloc(mm, pmd); /* expect: GUP104 warning */
}

static void without_the_test_bad(struct mm_struct *mm, pmd_t *pmd)
{
	__pte_alloc(mm, pmd); /* expect: GUP104 */
}

static void under_a_condition_bad(struct mm_struct *mm, pmd_t *pmd)
{
	if (pmd_none(*pmd))
		pte_alloc(mm, pmd); /* expect: GUP104 */
}

static void in_the_other_arm_bad(struct mm_struct *mm, pmd_t *pmd)
{
	if (pmd_present(*pmd)) {
		touch_table(pmd);
	} else {
		pte_alloc(mm, pmd); /* expect: GUP104 */
	}
}

static void in_a_loop_bad(struct mm_struct *mm, pmd_t *pmd, int n)
{
	for (; n; n--, pmd++)
		pte_alloc(mm, pmd); /* expect: GUP104 */
}

static void in_a_switch_bad(struct mm_struct *mm, pmd_t *pmd, int mode)
{
	switch (mode) {
	case 1:
		pte_alloc(mm, pmd); /* expect: GUP104 */
		break;
	default:
		break;
	}
}

static void across_lines_bad(struct vm_area_struct *vma, pmd_t *pmd)
{
	pte_alloc(vma->vm_mm, /* expect: GUP104 */
		  pmd);
}

static void after_a_label_bad(struct mm_struct *mm, pmd_t *pmd)
{
	if (pmd_present(*pmd))
		goto out;
	touch_table(pmd);
out:
	pte_alloc(mm, pmd); /* expect: GUP104 */
}

#define populate_all(mm, pmd)			\
	do {					\
		pte_alloc(mm, pmd); /* expect: GUP104 */ \
	} while (0)

static int tested_ok(struct mm_struct *mm, pmd_t *pmd)
{
	if (pte_alloc(mm, pmd))
		return -ENOMEM;
	return 0;
}

static int hinted_ok(struct mm_struct *mm, pmd_t *pmd)
{
	if (unlikely(__pte_alloc(mm, pmd)))
		return -ENOMEM;
	return 0;
}

static int in_an_or_ok(struct mm_struct *mm, pmd_t *pmd)
{
	return pmd_present(*pmd) || pte_alloc(mm, pmd);
}

static int in_a_conditional_ok(struct mm_struct *mm, pmd_t *pmd)
{
	return pte_alloc(mm, pmd) ? -ENOMEM : 0;
}

static int stored_ok(struct mm_struct *mm, pmd_t *pmd)
{
	int err = pte_alloc(mm, pmd);

	return err;
}

static int warned_of_ok(struct mm_struct *mm, pmd_t *pmd)
{
	return WARN_ON_ONCE(pte_alloc(mm, pmd));
}

static void deliberate_ok(struct mm_struct *mm, pmd_t *pmd)
{
	(void)pte_alloc(mm, pmd);
}

static void other_functions_ok(struct mm_struct *mm, pud_t *pud, pmd_t *pmd)
{
	pte_alloc_kernel(pmd, 0);
	pmd_alloc(mm, pud, 0);
	my_pte_alloc(mm, pmd);
}

int __pte_alloc(struct mm_struct *mm, pmd_t *pmd);

static int FN_stored_and_forgotten_bad(struct mm_struct *mm, pmd_t *pmd)
{
	int err;

	err = pte_alloc(mm, pmd);
	touch_table(pmd);
	return 0;
}

static void FN_in_a_comma_bad(struct mm_struct *mm, pmd_t *pmd)
{
	pte_alloc(mm, pmd), touch_table(pmd);
}
