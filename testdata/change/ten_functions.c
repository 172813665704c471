/* --- old: drivers/misc/ten.c --- */
#define MYERR (-EBUSY)

static int ten_replaced_bad(struct ten *t)
{
	if (t->users)
		return -EBUSY;
	return 0;
}

static struct ten *ten_representation_bad(int id)
{
	struct ten *t = ten_lookup(id);

	if (!t->ready)
		return ERR_PTR(-EAGAIN);
	return t;
}

static int ten_to_success_bad(struct ten *t)
{
	if (t->closed) {
		ten_count(t);
		return -ENODEV;
	}
	ten_sync(t);
	return 0;
}

static int ten_macro_bad(struct ten *t)
{
	if (t->frozen)
		return MYERR;
	return 0;
}

static int ten_dead_test_bad(struct ten *t)
{
	int ret;

	ret = ten_replaced_bad(t);
	if (ret == -EBUSY)
		ten_wait(t);
	return ret;
}

static int ten_flag_ok(struct ten *t, unsigned long flags)
{
	int ret = ten_map(t, flags | TEN_LOCKED);

	if (ret)
		return ret;
	return 0;
}

static int ten_goto_ok(struct ten *t)
{
	int ret = 0;

	mutex_lock(&t->lock);
	if (!t->ring) {
		ret = -EIO;
		goto out;
	}
	t->ring->head++;
out:
	mutex_unlock(&t->lock);
	return ret;
}

static int ten_helper_ok(struct ten *t, int size)
{
	if (size < 0 || size > TEN_MOST)
		return -EINVAL;
	if (!t->ring)
		return -ENXIO;
	t->size = size;
	return 0;
}

static int ten_text_ok(struct ten *t)
{
	if (t->broken) {
		pr_err("ten: it is broken\n");
		return -EREMOTEIO;
	}
	return 0;
}

static int ten_same_ok(struct ten *t)
{
	return t->ready ? 0 : -ENOTCONN;
}
/* --- new: drivers/misc/ten.c --- */
#define MYERR (-ENOMEM)

static int ten_replaced_bad(struct ten *t)
{
	if (t->users) /* expect: GUP301 */
		return -ENOMEM;
	return 0;
}

static struct ten *ten_representation_bad(int id)
{
	struct ten *t = ten_lookup(id);

	if (!t->ready) /* expect: GUP306 */
		return NULL;
	return t;
}

static int ten_to_success_bad(struct ten *t) /* expect: GUP304 */
{
	if (t->closed)
		return 0;
	ten_sync(t);
	return 0;
}

static int ten_macro_bad(struct ten *t)
{
	if (t->frozen) /* expect: GUP301 */
		return MYERR;
	return 0;
}

static int ten_dead_test_bad(struct ten *t)
{
	int ret;

	ret = ten_replaced_bad(t);
	if (ret == -EBUSY) /* expect: GUP308 */
		ten_wait(t);
	return ret;
}

static int ten_flag_ok(struct ten *t, unsigned long flags)
{
	int ret = ten_map(t, flags | TEN_LOCKED | TEN_DIRTY);

	ten_touch(t);
	if (ret)
		return ret;
	return 0;
}

static int ten_goto_ok(struct ten *t)
{
	mutex_lock(&t->lock);
	if (!t->ring) {
		mutex_unlock(&t->lock);
		return -EIO;
	}
	t->ring->head++;
	mutex_unlock(&t->lock);
	return 0;
}

static int ten_check_size(int size)
{
	if (size < 0 || size > TEN_MOST)
		return -EINVAL;
	return 0;
}

static int ten_helper_ok(struct ten *t, int size)
{
	int ret = ten_check_size(size);

	if (ret)
		return ret;
	if (!t->ring)
		return -ENXIO;
	t->size = size;
	return 0;
}

static int ten_text_ok(struct ten *t)
{
	if (t->broken) {
		pr_err("ten: the device is broken\n");
		return -EREMOTEIO;
	}
	return 0;
}

static int ten_same_ok(struct ten *t)
{
	return t->ready ? 0 : -ENOTCONN;
}
