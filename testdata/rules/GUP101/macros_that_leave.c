// SPDX-License-Identifier: GPL-2.0-only
/* Macros that return or jump: spatch 1.1.1 does not look into their bodies, gupcheck does. */

#define return_if_unstable(pmd)				\
	do {						\
		if (pmd_devmap_trans_unstable(pmd)) /* expect: GUP101 */ \
			return -EBUSY;			\
	} while (0)

#define leave_if_unstable(pmd)				\
	do {						\
		if (pmd_trans_unstable(pmd)) /* expect: GUP101 */ \
			goto out;			\
	} while (0)

static int uses_the_macros_ok(pmd_t *pmd)
{
	return_if_unstable(pmd);
	leave_if_unstable(pmd);
out:
	return -EAGAIN;
}
