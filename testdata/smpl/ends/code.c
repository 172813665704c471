struct msg;
int take(struct msg *m);

static int everywhere(struct msg *m, int n)
{
	int ret = take(m); /* expect: assigned expression name */

	take(m); /* expect: expression name statement */
	ret = take(m); /* expect: assigned assigned_statement expression name */
	(void)take(m); /* expect: expression name */
	if (take(m)) /* expect: expression in_test name */
		ret++;
	if (n && !take(m)) /* expect: expression in_test name negated */
		ret++;
	while (take(m)) /* expect: expression name */
		ret--;
	for (n = take(m); take(m); n += take(m)) /* expect: assigned expression name */
		ret--;
	switch (take(m)) { /* expect: expression name */
	case 0:
		ret = n ? take(m) : 0; /* expect: expression name */
	}
	send(m, take(m)); /* expect: argument expression name */
	list[take(m)].count = 1; /* expect: expression name */
	do {
		n--;
	} while (take(m) < n); /* expect: expression name */
	return take(m); /* expect: dots_to_expression expression name returned */
}

static int nested(struct msg *m)
{
	return take(wrap(take(m))); /* expect: expression inner name returned */
}

static struct ops ops = {
	.take = take, /* expect: name */
	.count = take(NULL), /* expect: expression name */
};

static int statement_expression(struct msg *m)
{
	int n = ({ int k = take(m); k + 1; }); /* expect: expression name */

	ret_if(take(m)); /* expect: expression name */
	return n;
}
