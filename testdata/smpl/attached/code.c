static int sums(struct sum *s, int a, int b)
{
	int c = sum_of(a, b); /* expect: call */

	c = sum_of(s->a, s->b) + 1; /* expect: call operator typed */
	c = sum_of(a, a) + LIMIT; /* expect: call constant_name name operator */
	if (a + b > 0 || sum_of(b, 1) < 0) /* expect: call comparison operator typed */
		return sum_of(sum_of(a, b), b); /* expect: call twice */
	if (c < 0) /* expect: comparison */
		c = (a + b); /* expect: operator parenthesis typed */
	return c + MOST; /* expect: constant_name operator typed */
}
