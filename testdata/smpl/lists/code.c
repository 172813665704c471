struct op { const char *name; int (*run)(int); int flags; };

static struct op first = { /* expect: any_initialiser designated */
	.name = "first",
	.run = first_run,
};

static struct op second = { /* expect: any_initialiser designated designated_with */
	.flags = 1,
	.run = second_run,
};

static const struct op third = { "third", third_run, 0 }; /* expect: any_initialiser plain_initialiser */
static int sizes[] = { 1, 2, 3 }; /* expect: array */
static int sizes_too[3] = { [0] = 1, [2] = 3, }; /* expect: sized_array */
DEFINE_SPINLOCK(op_lock); /* expect: declarer_meta declarer_name */
static LIST_HEAD(ops); /* expect: declarer_meta */
module_param(limit, int, 0444);

static int calls(int n)
{
	struct op tmp = { .name = "tmp", }; /* expect: any_initialiser */
	int a[2] = { n, n }, b, *c = &n; /* expect: local_declaration pointer_declaration sized_array */
	static int once; /* expect: static_ */
	unsigned char d = 0; /* expect: local_declaration */

	emit(); /* expect: any_arguments no_argument */
	emit(n); /* expect: any_arguments last_argument one_argument */
	emit(n, 1); /* expect: any_arguments argument_between last_argument two_arguments */
	emit(n, 1, 2); /* expect: any_arguments argument_between last_argument */
	emit(1, n, 2); /* expect: any_arguments argument_between argument_first last_argument */
	b = sizeof(struct op); /* expect: sizeof_type */
	c = (int *)emit(sizeof(tmp), sizeof(int)); /* expect: any_arguments argument_first cast_type last_argument sizeof_expression sizeof_type two_arguments */
	return a[0] + b + *c + once + d; /* expect: index */
}
