/* The variable that is returned still holds an earlier success. */

static int goto_without_memory_bad(struct heat *heat)
{
	struct heat_zone *zone;
	int ret;

	ret = heat_map(heat);
	if (ret)
		goto out;
	zone = heat_new_zone(heat);
	if (!zone) /* expect: GUP202 warning */
		goto out;
	ret = heat_map(zone->heat);
out:
	heat_unlock(heat);
	return ret;
}

static int goto_with_the_code_ok(struct heat *heat)
{
	struct heat_zone *zone;
	int ret;

	ret = heat_map(heat);
	if (ret)
		goto out;
	zone = heat_new_zone(heat);
	if (!zone) {
		ret = -ENOMEM;
		goto out;
	}
	ret = heat_map(zone->heat);
out:
	heat_unlock(heat);
	return ret;
}

static int returns_another_variable_bad(struct heat *heat)
{
	struct heat_zone *zone;
	int ret = heat_map(heat);

	if (ret)
		return ret;
	zone = heat_get_zone(heat);
	if (IS_ERR(zone)) /* expect: GUP202 warning */
		return ret;
	return heat_map(zone->heat);
}

static int returns_its_own_error_ok(struct heat *heat)
{
	struct heat_zone *zone;
	int ret = heat_map(heat);

	if (ret)
		return ret;
	zone = heat_get_zone(heat);
	if (IS_ERR(zone))
		return PTR_ERR(zone);
	return heat_map(zone->heat);
}

/* A lookup that finds nothing is no failure. */
static int nothing_there_ok(struct heat *heat)
{
	struct heat_zone *zone;
	int ret = 0;

	zone = heat_zone_of(heat);
	if (!zone)
		goto out;
	ret = heat_map(zone->heat);
out:
	heat_unlock(heat);
	return ret;
}

static int success_is_set_on_purpose_ok(struct heat *heat)
{
	struct heat_zone *zone;
	int ret;

	zone = heat_get_zone(heat);
	if (IS_ERR(zone)) {
		ret = 0;
		goto out;
	}
	ret = heat_map(zone->heat);
out:
	heat_unlock(heat);
	return ret;
}

/* The variable got its code through a pointer, which is not followed. */
static int FN_set_by_a_callee_bad(struct heat *heat)
{
	struct heat_zone *zone;
	int ret = 0;

	heat_note(heat, &ret);
	zone = heat_new_zone(heat);
	if (!zone)
		goto out;
	ret = heat_map(zone->heat);
out:
	heat_unlock(heat);
	return ret;
}
