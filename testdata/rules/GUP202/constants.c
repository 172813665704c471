/* A constant 0 is returned behind a failed check. */

static int message_then_zero_bad(struct heat *heat)
{
	int ret = heat_map(heat);

	if (ret) { /* expect: GUP202 warning */
		pr_err("heat: no map: %d\n", ret);
		return 0;
	}
	return heat_count(heat);
}

static int message_and_on_bad(struct heat *heat)
{
	int ret = heat_count(heat);

	if (ret < 0)
		return ret;
	ret = heat_map(heat);
	if (ret) /* expect: GUP202 warning */
		dev_err(heat->dev, "no map: %d\n", ret);
	return 0;
}

static int without_a_word_bad(struct heat *heat)
{
	int ret = heat_map(heat);

	if (ret) /* expect: GUP202 note */
		return 0;
	return heat_count(heat);
}

static int the_label_forgets_bad(struct heat *heat)
{
	int ret = heat_map(heat);

	if (ret) /* expect: GUP202 note */
		goto out;
	heat_start(heat);
out:
	heat_unlock(heat);
	return 0;
}

static int negative_becomes_zero_bad(struct heat *heat)
{
	int ret;

	if (!heat->dev)
		return -EINVAL;
	ret = heat_count(heat);
	if (ret > 0) /* expect: GUP202 note */
		heat_start(heat);
	else
		heat_dbg("no pages: %d\n", ret);
	return ret > 0 ? 1 : 0;
}

static int only_for_debugging_ok(struct heat *heat)
{
	if (heat_map(heat)) {
		pr_debug("heat: there is none\n");
		return 0;
	}
	return heat_count(heat);
}

static bool answers_a_question_ok(struct heat *heat)
{
	if (heat_map(heat))
		return false;
	return true;
}

static vm_fault_t tries_again_ok(struct heat *heat)
{
	if (heat_map(heat))
		return 0;
	return VM_FAULT_SIGBUS;
}

static int handles_it_ok(struct heat *heat)
{
	int ret = heat_map(heat);

	if (ret) {
		pr_err("heat: no map: %d\n", ret);
		return ret;
	}
	return 0;
}
