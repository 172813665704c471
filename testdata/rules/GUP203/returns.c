/* Functions that fail with NULL in one place and with an error pointer in another. */

static struct heat_zone *null_without_memory_bad(struct heat *heat)
{
	struct heat_zone *zone = heat_new_zone(heat);
	int ret;

	if (!zone) /* expect: GUP203 warning */
		return NULL;
	ret = heat_map(heat);
	if (ret) {
		kfree(zone);
		return ERR_PTR(ret);
	}
	return zone;
}

static struct heat_zone *null_for_a_code_bad(struct heat *heat)
{
	struct heat_zone *zone = heat_new_zone(heat);

	if (!zone)
		return ERR_PTR(-ENOMEM);
	if (heat_map(heat)) { /* expect: GUP203 warning */
		kfree(zone);
		return NULL;
	}
	return zone;
}

static struct heat_zone *error_pointers_alone_ok(struct heat *heat)
{
	struct heat_zone *zone = heat_new_zone(heat);

	if (!zone)
		return ERR_PTR(-ENOMEM);
	if (heat_map(heat)) {
		kfree(zone);
		return ERR_PTR(-EIO);
	}
	return zone;
}

static struct heat_zone *null_alone_ok(struct heat *heat)
{
	struct heat_zone *zone = heat_new_zone(heat);

	if (!zone)
		return NULL;
	if (heat_map(heat))
		return NULL;
	return zone;
}

/* NULL is the answer that there is none. */
static struct heat_zone *nothing_there_ok(struct heat *heat)
{
	struct heat_zone *zone = heat_zone_of(heat);

	if (!zone)
		return NULL;
	if (heat_map(heat))
		return ERR_PTR(-EIO);
	return zone;
}

/* What ERR_PTR() makes is an error, whatever is known of the callee. */
static struct heat_zone *error_of_an_unknown_callee_bad(struct heat *heat)
{
	struct heat_zone *zone = kzalloc(sizeof(*zone), GFP_KERNEL);
	int ret;

	if (!zone) /* expect: GUP203 warning */
		return NULL;
	ret = heat_ops_of(heat)->attach(zone);
	if (ret)
		return ERR_PTR(ret);
	return zone;
}

/* An error pointer, or NULL where there is none. */
static struct heat_zone *heat_clone_ok(struct heat *heat)
{
	if (!heat->dev)
		return ERR_PTR(-ENODEV);
	if (!heat->zones)
		return NULL;
	return &heat->zones[0];
}

static struct heat_zone *there_is_none_ok(struct heat *heat)
{
	struct heat_zone *zone = heat_clone_ok(heat);

	if (IS_ERR(zone))
		return zone;
	if (!zone)
		return NULL;
	if (zone->broken)
		return ERR_PTR(-EIO);
	return zone;
}
