// SPDX-License-Identifier: GPL-2.0-only
/* A call in a macro is reported where the macro is defined. */

#define walk_is_unstable(pmd) (!pmd_none(*(pmd)) && pmd_trans_unstable(pmd)) /* expect: GUP101 */

#define leave_if_unstable(pmd)				\
	do {						\
		if (pmd_devmap_trans_unstable(pmd)) /* expect: GUP101 */ \
			return -EBUSY;			\
	} while (0)

static int FN_uses_the_macro_bad(pmd_t *pmd)
{
	leave_if_unstable(pmd);
	return walk_is_unstable(pmd);
}
