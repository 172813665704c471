/* A callee whose failures are negative numbers, asked whether it gave 0. */

static int heat_setup_bad(struct heat *heat)
{
	int zones = heat_count(heat);

	if (!zones) { /* expect: GUP204 warning */
		pr_err("heat: no zones\n");
		return -EINVAL;
	}
	heat->zones = kcalloc(zones, 8, GFP_KERNEL);
	return heat->zones ? 0 : -ENOMEM;
}

static int asked_for_its_sign_ok(struct heat *heat)
{
	int zones = heat_count(heat);

	if (zones < 0)
		return zones;
	if (!zones)
		return -EINVAL;
	heat->zones = kcalloc(zones, 8, GFP_KERNEL);
	return heat->zones ? 0 : -ENOMEM;
}

static int handed_on_ok(struct heat *heat)
{
	int zones = heat_count(heat);

	if (!zones)
		return -ENODEV;
	return zones;
}

/* That there is nothing is no failure here. */
static int nothing_to_do_ok(struct heat *heat)
{
	int zones = heat_count(heat);

	if (!zones)
		return 0;
	heat_report(heat, zones);
	return 0;
}

/* The test asks for the success, which is undone; what fails later is another matter. */
static int undone_ok(struct heat *heat)
{
	int ret = heat_count(heat);

	if (!ret)
		heat_stop(heat);
	ret = heat_map(heat);
	if (ret)
		return ret;
	return 0;
}
