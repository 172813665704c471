/* Tests that never hold, and tests that do not see the callee's errors. */

static int another_code_bad(struct heat *heat)
{
	int ret = heat_map(heat);

	if (ret == -EBUSY) /* expect: GUP204 warning */
		return heat_count(heat);
	return ret;
}

static int one_of_its_codes_ok(struct heat *heat)
{
	int ret = heat_map(heat);

	if (ret == -ENOMEM)
		return heat_count(heat);
	return ret;
}

static int another_name_of_its_code_ok(struct heat *heat)
{
	int ret = heat_try(heat);

	if (ret == -EWOULDBLOCK)
		return heat_count(heat);
	return ret;
}

static int no_such_number_bad(struct heat *heat)
{
	int ret = heat_map(heat);

	if (ret == 1) /* expect: GUP204 warning */
		return heat_count(heat);
	return ret;
}

/* Which number a success is, is not known. */
static int some_number_ok(struct heat *heat)
{
	int ret = heat_count(heat);

	if (ret == 7)
		return heat_map(heat);
	return ret;
}

static int unsigned_and_negative_bad(struct heat *heat)
{
	unsigned int pages = heat_count(heat);

	if (pages < 0) /* expect: GUP204 warning */
		return -EIO;
	return heat_map(heat);
}

static int signed_and_negative_ok(struct heat *heat)
{
	int pages = heat_count(heat);

	if (pages < 0)
		return -EIO;
	return heat_map(heat);
}

static int cast_to_signed_ok(struct heat *heat)
{
	unsigned int pages = heat_count(heat);

	if ((int)pages < 0)
		return -EIO;
	return heat_map(heat);
}

static int size_and_zero_bad(struct heat *heat)
{
	size_t pages = heat_count(heat);

	WARN_ON(!pages); /* expect: GUP204 warning */
	return heat_map(heat);
}

static void success_told_as_failure_bad(struct heat *heat)
{
	if (!heat_map(heat)) /* expect: GUP204 warning */
		pr_err("heat: there is no map\n");
	heat_start(heat);
}

static void failure_told_as_failure_ok(struct heat *heat)
{
	if (heat_map(heat))
		pr_err("heat: there is no map\n");
	heat_start(heat);
}

static int three_answers_as_two_bad(struct heat *heat)
{
	if (!heat_is_mapped(heat)) /* expect: GUP204 note */
		return -EINVAL;
	return heat_map(heat);
}

static int three_answers_as_three_ok(struct heat *heat)
{
	if (heat_is_mapped(heat) <= 0)
		return -EINVAL;
	return heat_map(heat);
}

static int unknown_callee_ok(struct heat *heat)
{
	int ret = heat->ops->map(heat);

	if (ret == -EBUSY)
		return heat_count(heat);
	return ret;
}

static int set_by_a_macro_ok(struct heat *heat)
{
	int ret = heat_map(heat);

	heat_read_into(heat, ret);
	if (ret == -EBUSY)
		return heat_count(heat);
	return ret;
}

/* Cases of a switch are not looked at. */
static int FN_case_bad(struct heat *heat)
{
	switch (heat_map(heat)) {
	case -EBUSY:
		return heat_count(heat);
	default:
		return 0;
	}
}
