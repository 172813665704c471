// SPDX-License-Identifier: GPL-2.0-only
/* A call in a macro is reported where the macro is defined, once, however often it is used. */

#define walk_is_unstable(pmd) (!pmd_none(*(pmd)) && pmd_trans_unstable(pmd)) /* expect: GUP101 */

#define note_if_unstable(pmd, ret)			\
	do {						\
		if (pmd_devmap_trans_unstable(pmd)) /* expect: GUP101 */ \
			ret = -EBUSY;			\
	} while (0)

static int uses_the_macros_ok(pmd_t *pmd)
{
	int ret = 0;

	note_if_unstable(pmd, ret);
	return walk_is_unstable(pmd) ? -EAGAIN : ret;
}
