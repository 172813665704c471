"""A small tree: a helper, who calls it, a system call and an ioctl above it, a callback in a field."""

from __future__ import annotations

from pathlib import Path

import pytest

FILES = {
    "Makefile": "VERSION = 6\nPATCHLEVEL = 1\nSUBLEVEL = 0\n",
    "include/linux/walk.h": "#define get_page(a) walk_page(a)\nint walk_page(int a);\n",
    "mm/walk.c": """
static int split(int a)
{
	if (a < 0)
		return -EINVAL;
	if (busy(a))
		return -EBUSY;
	return 0;
}

int walk_page(int a)
{
	int ret = split(a);

	if (ret == -EBUSY)
		return -EAGAIN;
	return ret;
}

SYSCALL_DEFINE1(mincore, int, a)
{
	int ret = walk_page(a);

	return ret;
}

static int walk_pte(int a)
{
	return a ? -ENOMEM : 0;
}

static const struct walk_ops ops = {
	.pte_entry = walk_pte,
};
""",
    "mm/ops.c": """
static int twice(int a)
{
	return a;
}

int walk_ops_run(const struct walk_ops *ops, int a)
{
	return ops->pte_entry(a);
}
""",
    "lib/twice.c": """
static int twice(int a)
{
	return a;
}
""",
    "drivers/walk/char.c": """
static int twice(int a)
{
	return a ? -EIO : 0;
}

static long walk_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	int err = get_page(arg);

	if (err)
		return -ENOTTY;
	return twice(cmd);
}

static const struct file_operations fops = {
	.unlocked_ioctl = walk_ioctl,
};
""",
}


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """Return the root of a tree of FILES."""
    for path, text in FILES.items():
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    return tmp_path
