static int tests(struct buf *b, struct buf *c)
{
	if (b == NULL) /* expect: eq_null eq_null_disabled if_null ne_null */
		return 1;
	if (NULL == b) /* expect: eq_null eq_null_disabled if_null ne_null */
		return 2;
	if (!b) /* expect: eq_null eq_zero if_null ne_null not_e unlikely */
		return 3;
	if (b != NULL) /* expect: ne_null */
		return 4;
	if (NULL != b) /* expect: ne_null */
		return 5;
	if (b) /* expect: ne_null */
		return 6;
	if (!b || c == NULL) /* expect: eq_null eq_null_disabled eq_zero ne_null not_e */
		return 7;
	if (unlikely(!b)) /* expect: eq_null eq_zero ne_null not_e */
		return 8;
	if (likely(b)) /* expect: ne_null */
		return 9;
	if ((b) == (NULL)) /* expect: ne_null */
		return 10;
	return b == NULL; /* expect: eq_null eq_null_disabled */
}

static void counts(struct buf *b, int i)
{
	i++; /* expect: increment increment_disabled */
	++i; /* expect: increment */
	i += 1; /* expect: increment plus_assign */
	i = i + 1;
	b->refs -= 1;
	b->refs--;
	--b->refs;
}

static void casts(struct buf *b)
{
	char *p = (char *)buf_data(b); /* expect: cast */
	char *q = buf_data(b); /* expect: cast paren */
	void *r;

	r = (void *)buf_data(b); /* expect: cast */
	r = (buf_data(b)); /* expect: cast */
	use(&*p, sizeof(*p), sizeof *p, sizeof(char)); /* expect: sizeof_ */
}

static int compares(int a, int b)
{
	if (a > b) /* expect: greater greater_disabled ne_null */
		return 1;
	if (b < a) /* expect: greater ne_null */
		return 2;
	if (a >= b) /* expect: ne_null */
		return 3;
	if (b <= a) /* expect: ne_null */
		return 4;
	if (!(a > b)) /* expect: eq_null eq_zero greater greater_disabled if_null ne_null not_e */
		return 5;
	if (a == 0) /* expect: eq_zero ne_null */
		return 6;
	if (!a) /* expect: eq_null eq_zero if_null ne_null not_e unlikely */
		return 7;
	return a != 0;
}

static int bits(struct buf *b)
{
	if (b->flags & BUF_DIRTY) /* expect: bit_and ne_null */
		return 1;
	if (b->flags & BUF_DIRTY && b->refs) /* expect: bit_and ne_null */
		return 2;
	return (b->flags & (BUF_DIRTY | BUF_BUSY)) != 0; /* expect: bit_and */
}
