static int plain(struct page *p)
{
	if (p->locked) /* expect: if_any if_else if_else_no_neg */
		drop(p); /* expect: any_condition bare_statement dots_block one_statement */
	return 0; /* expect: returns */
}

static int with_else(struct page *p)
{
	if (p->locked) /* expect: if_else if_else_no_neg if_else_strict */
		drop(p);
	else
		keep(p);
	return 0; /* expect: returns */
}

static int braces(struct page *p)
{
	if (p->locked) { /* expect: if_any if_else if_else_no_neg */
		drop(p); /* expect: dots_block one_statement one_statement_only */
	}
	return 0; /* expect: returns */
}

static int braces_more(struct page *p)
{
	if (p->locked) { /* expect: if_any if_else if_else_no_neg */
		keep(p); /* expect: statement_in_if */
		drop(p); /* expect: dots_block */
	}
	return 0; /* expect: returns */
}

static int negated(struct page *p)
{
	if (!p->locked) /* expect: if_else if_else_strict */
		keep(p);
	else
		drop(p);
	return 0; /* expect: returns */
}

static int chain(struct page *p)
{
	if (p->locked) /* expect: if_else if_else_no_neg if_else_strict */
		drop(p);
	else if (p->dirty)
		keep(p);
	else
		drop(p);
	return 0; /* expect: returns */
}

static int cases(struct page *p, int how)
{
	switch (how) {
	case KEEP:
		keep(p);
		break;
	case DROP:
		drop(p);
		return 1;
	}
	return 0; /* expect: returns */
}

static int cases_with_default(struct page *p, int how)
{
	hold(p); /* expect: through_switch through_switch_exists */
	switch (how) {
	case KEEP:
		keep(p);
		fallthrough;
	case DROP:
		drop(p); /* expect: case */
		break;
	default:
		drop(p);
	}
	return 0; /* expect: returns */
}

static int cases_without_default(struct page *p, int how)
{
	hold(p); /* expect: through_switch_exists */
	switch (how) {
	case KEEP:
		drop(p);
		break;
	case DROP:
		drop(p); /* expect: case */
		break;
	}
	return 0; /* expect: returns */
}

static int unwinds(struct page *p)
{
	int ret = hold(p);

	if (ret)
		goto out;
	ret = keep(p);
	if (ret)
		goto undo; /* expect: goto_ */
	return 0; /* expect: returns */
undo:
	drop(p); /* expect: label */
out:
	return ret;
}
