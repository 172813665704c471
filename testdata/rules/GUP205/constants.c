/* One constant for several codes. */

static int one_for_all_bad(struct heat *heat)
{
	int ret = heat_map(heat);

	if (ret) /* expect: GUP205 note */
		return -EIO;
	return heat_try(heat);
}

static int by_a_label_bad(struct heat *heat)
{
	int ret = heat_map(heat);

	if (ret) /* expect: GUP205 note */
		goto fail;
	return heat_try(heat);
fail:
	heat_unlock(heat);
	return -EIO;
}

static int one_for_one_ok(struct heat *heat)
{
	int ret = heat_try(heat);

	if (ret)
		return -EIO;
	return heat_map(heat);
}

static int handed_on_ok(struct heat *heat)
{
	int ret = heat_map(heat);

	if (ret)
		return ret;
	return heat_try(heat);
}
