/* Jumps to where errors end, with success in the variable. */

static int message_and_goto_bad(struct heat *heat)
{
	int ret = heat_map(heat);

	if (ret)
		goto out;
	if (heat->pages > heat->most) { /* expect: GUP202 warning */
		pr_err("heat: too many pages\n");
		goto out;
	}
	ret = heat_count(heat);
out:
	heat_unlock(heat);
	return ret;
}

static int label_for_errors_alone_bad(struct heat *heat)
{
	int ret = heat_map(heat);

	if (ret)
		goto fail;
	if (heat->pages > heat->most) /* expect: GUP202 warning */
		goto fail;
	heat_start(heat);
	return 0;
fail:
	heat_unlock(heat);
	return ret;
}

static int label_for_all_ok(struct heat *heat)
{
	int ret = heat_map(heat);

	if (ret)
		goto out;
	if (heat->pages == heat->most)
		goto out;
	ret = heat_count(heat);
out:
	heat_unlock(heat);
	return ret;
}

static int sets_the_code_ok(struct heat *heat)
{
	int ret = heat_map(heat);

	if (ret)
		goto fail;
	ret = -EINVAL;
	if (heat->pages > heat->most)
		goto fail;
	heat_start(heat);
	return 0;
fail:
	heat_unlock(heat);
	return ret;
}
