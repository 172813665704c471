/* Numbers that are no error codes, or those of something else. */

static int positive_bad(struct heat *heat)
{
	if (!heat->dev)
		return -ENODEV;
	if (heat->pages > heat->most)
		return EINVAL; /* expect: GUP206 warning */
	return 0;
}

static int bare_number_bad(struct heat *heat)
{
	if (!heat->dev)
		return -ENODEV;
	if (heat->pages > heat->most)
		return -EINVAL;
	if (heat->broken)
		return -1; /* expect: GUP206 warning */
	return 0;
}

/* A function that only knows -1 has a convention of its own. */
static int only_bare_numbers_ok(struct heat *heat)
{
	if (heat->broken)
		return -1;
	return 0;
}

static int error_of_another_bad(struct heat *heat, struct heat *other)
{
	struct heat_zone *zone, *next;

	zone = heat_get_zone(heat);
	if (IS_ERR(zone))
		return PTR_ERR(zone);
	next = heat_get_zone(other);
	if (IS_ERR(next))
		return PTR_ERR(zone); /* expect: GUP206 warning */
	return 0;
}

static int error_of_its_own_ok(struct heat *heat, struct heat *other)
{
	struct heat_zone *zone, *next;

	zone = heat_get_zone(heat);
	if (IS_ERR(zone))
		return PTR_ERR(zone);
	next = heat_get_zone(other);
	if (IS_ERR(next))
		return PTR_ERR(next);
	return 0;
}

static int code_in_a_bool_bad(struct heat *heat)
{
	bool ret;

	ret = heat_map(heat);
	if (ret)
		return ret; /* expect: GUP206 warning */
	return heat_try(heat);
}

static ssize_t code_widened_bad(struct heat *heat)
{
	u32 count;

	count = heat_count(heat);
	return count; /* expect: GUP206 warning */
}

static int code_not_widened_ok(struct heat *heat)
{
	u32 count;

	count = heat_count(heat);
	return count;
}

static bool answer_in_a_bool_ok(struct heat *heat)
{
	bool ret = heat_map(heat);

	return ret;
}

static int memory_as_something_else_bad(struct heat *heat)
{
	heat->zones = kzalloc(sizeof(*heat->zones), GFP_KERNEL);
	if (!heat->zones) /* expect: GUP206 warning */
		return -EINVAL;
	return heat_map(heat);
}

static int memory_as_memory_ok(struct heat *heat)
{
	heat->zones = kzalloc(sizeof(*heat->zones), GFP_KERNEL);
	if (!heat->zones)
		return -ENOMEM;
	return heat_map(heat);
}
