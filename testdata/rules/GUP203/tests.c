/* Tests of pointers for what these never are. */

static int is_err_of_null_bad(struct heat *heat)
{
	struct heat_zone *zone = heat_zone_of(heat);

	if (IS_ERR(zone)) /* expect: GUP203 warning */
		return PTR_ERR(zone);
	return zone->degrees;
}

static int null_of_error_pointer_bad(struct heat *heat)
{
	struct heat_zone *zone = heat_get_zone(heat);

	if (!zone) /* expect: GUP203 warning */
		return -ENODEV;
	return zone->degrees;
}

static int compared_with_null_bad(struct heat *heat)
{
	struct heat_zone *zone = heat_get_zone(heat);

	if (zone == NULL) /* expect: GUP203 warning */
		return -ENODEV;
	return zone->degrees;
}

static int is_err_of_error_pointer_ok(struct heat *heat)
{
	struct heat_zone *zone = heat_get_zone(heat);

	if (IS_ERR(zone))
		return PTR_ERR(zone);
	return zone->degrees;
}

static int null_of_null_ok(struct heat *heat)
{
	struct heat_zone *zone = heat_zone_of(heat);

	if (!zone)
		return -ENODEV;
	return zone->degrees;
}

static int both_ok(struct heat *heat)
{
	struct heat_zone *zone = heat_get_zone(heat);

	if (!zone || IS_ERR(zone))
		return -ENODEV;
	return zone->degrees;
}

static int one_or_the_other_ok(struct heat *heat, bool any)
{
	struct heat_zone *zone = any ? heat_zone_of(heat) : heat_get_zone(heat);

	if (IS_ERR(zone))
		return PTR_ERR(zone);
	return zone ? zone->degrees : 0;
}

static int unknown_callee_ok(struct heat *heat)
{
	struct heat_zone *zone = heat->ops->zone(heat);

	if (IS_ERR(zone))
		return PTR_ERR(zone);
	return zone->degrees;
}

static int set_by_an_iterator_ok(struct heat *heat)
{
	struct heat_zone *zone = heat_get_zone(heat);

	heat_for_each_zone(heat, zone) {
		if (!zone)
			return -ENODEV;
	}
	return 0;
}

/* Whether the field holds what it was given is not followed over another call. */
static int FN_field_over_a_call_bad(struct heat *heat)
{
	heat->zone = heat_zone_of(heat);
	heat_start(heat);
	if (IS_ERR(heat->zone))
		return PTR_ERR(heat->zone);
	return 0;
}
