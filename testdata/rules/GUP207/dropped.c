/* Results that other callers in this folder look at. */

static int looks_ok(struct heat *heat, struct heat *other)
{
	int ret = heat_map(heat);

	if (ret)
		return ret;
	if (heat_map(other))
		return -EIO;
	ret = heat_map(heat->next);
	if (ret)
		return ret;
	return heat_map(other->next);
}

static int dropped_bad(struct heat *heat)
{
	heat_map(heat); /* expect: GUP207 warning */
	return 0;
}

static int not_wanted_ok(struct heat *heat)
{
	(void)heat_map(heat);
	return 0;
}

static int gives_nothing_ok(struct heat *heat)
{
	heat_is_hot(heat);
	return 0;
}

static int used_untested_bad(struct heat *heat)
{
	struct heat_zone *zone = heat_get_zone(heat);

	return zone->degrees; /* expect: GUP207 warning */
}

static int used_after_the_test_ok(struct heat *heat)
{
	struct heat_zone *zone = heat_get_zone(heat);

	if (IS_ERR(zone))
		return PTR_ERR(zone);
	return zone->degrees;
}

static int also_tested_ok(struct heat *heat)
{
	struct heat_zone *zone = heat_get_zone(heat);

	return IS_ERR(zone) ? PTR_ERR(zone) : zone->degrees;
}

/* The code is put into a variable, and nobody reads it. */
static int overwritten_bad(struct heat *heat)
{
	int ret = heat_map(heat); /* expect: GUP207 warning */

	ret = heat_count(heat);
	return ret;
}

static int lost_at_the_end_bad(struct heat *heat)
{
	int ret;

	heat_lock(heat);
	ret = heat_map(heat); /* expect: GUP207 warning */
	heat_unlock(heat);
	return 0;
}

static int read_in_the_next_round_ok(struct heat *heat)
{
	int ret = 0;

	while (!ret)
		ret = heat_map(heat);
	return 0;
}

static int read_on_one_way_ok(struct heat *heat)
{
	int ret = heat_map(heat);

	if (heat->dev)
		ret = heat_count(heat);
	return ret;
}

static int last_result;

static void kept_for_others_ok(struct heat *heat)
{
	last_result = heat_map(heat);
}
