static int straight(struct dev *d)
{
	dev_get(d); /* expect: exists forall minus star star_forall three when_any when_any_exists when_exists when_false when_forall when_not when_not_any when_not_assigned when_not_exists when_strict when_true */
	prepare(d); /* expect: function_with_dots */
	dev_put(d); /* expect: star */
	return 0;
}

static int twice(struct dev *d)
{
	dev_get(d); /* expect: when_any when_any_exists when_not_any */
	dev_get(d); /* expect: adjacent exists forall minus star star_forall when_any when_any_exists when_exists when_false when_forall when_not when_not_any when_not_assigned when_not_exists when_strict when_true */
	dev_put(d); /* expect: star */
	dev_put(d);
	return 0;
}

static int never_put(struct dev *d) /* expect: whole_function */
{
	dev_get(d); /* expect: up_to_return */
	prepare(d); /* expect: function_with_dots */
	return 0;
}

static int returns_early(struct dev *d)
{
	dev_get(d); /* expect: exists forall minus star star_forall up_to_return when_any when_any_exists when_exists when_forall when_not when_not_any when_not_exists when_true */
	if (d->gone)
		return -ENODEV;
	dev_put(d); /* expect: star */
	return 0;
}

static int jumps_to_the_put(struct dev *d)
{
	dev_get(d); /* expect: exists forall minus star star_forall three when_any when_any_exists when_exists when_false when_forall when_not when_not_any when_not_exists when_strict when_true */
	if (d->gone)
		goto out;
	prepare(d); /* expect: function_with_dots */
out:
	dev_put(d); /* expect: star */
	return 0;
}

static int jumps_past_the_put(struct dev *d)
{
	dev_get(d); /* expect: exists forall minus star star_forall up_to_return when_any when_any_exists when_exists when_forall when_not when_not_any when_not_exists when_true */
	if (d->gone)
		goto out;
	dev_put(d); /* expect: star */
out:
	return 0;
}

static int put_in_one_branch(struct dev *d)
{
	dev_get(d); /* expect: exists star up_to_return when_any_exists when_exists when_false when_not_exists */
	if (d->gone)
		dev_put(d); /* expect: star */
	return 0;
}

static int put_in_both_branches(struct dev *d)
{
	dev_get(d); /* expect: exists forall minus star star_forall three when_any when_any_exists when_exists when_false when_forall when_not when_not_any when_not_exists when_strict when_true */
	if (d->gone) {
		dev_put(d); /* expect: star */
	} else {
		prepare(d); /* expect: function_with_dots */
		dev_put(d); /* expect: star */
	}
	return 0;
}

static int leaves_in_else(struct dev *d)
{
	dev_get(d); /* expect: exists star three up_to_return when_any_exists when_exists when_false when_not_exists when_true */
	if (!d->gone) {
		prepare(d); /* expect: function_with_dots */
	} else {
		return -ENODEV;
	}
	dev_put(d); /* expect: star */
	return 0;
}

static int reset_between(struct dev *d)
{
	dev_get(d); /* expect: exists forall minus star star_forall when_any when_any_exists when_exists when_false when_forall when_not_assigned when_strict when_true */
	reset(d);
	dev_put(d); /* expect: star */
	return 0;
}

static int reset_in_a_branch(struct dev *d)
{
	dev_get(d); /* expect: exists forall minus star star_forall when_any when_any_exists when_exists when_false when_forall when_not_exists when_strict when_true */
	if (d->gone)
		reset(d);
	dev_put(d); /* expect: star */
	return 0;
}

static int reset_in_a_condition(struct dev *d)
{
	dev_get(d); /* expect: exists forall minus star star_forall three when_any when_any_exists when_exists when_false when_forall when_not_assigned when_strict when_true */
	if (reset(d))
		prepare(d); /* expect: function_with_dots */
	dev_put(d); /* expect: star */
	return 0;
}

static int reset_then_return(struct dev *d)
{
	dev_get(d); /* expect: exists forall minus star star_forall up_to_return when_any when_any_exists when_exists when_forall when_not when_not_any when_not_exists when_true */
	if (d->gone) {
		reset(d);
		return -ENODEV;
	}
	dev_put(d); /* expect: star */
	return 0;
}

static int another(struct dev *d, struct dev *e)
{
	dev_get(d); /* expect: up_to_return */
	dev_put(e);
	return 0;
}

static int tested_before(struct dev *d)
{
	if (!d->ready)
		return 0;
	dev_get(d); /* expect: exists forall minus star star_forall three when_any when_any_exists when_exists when_false when_forall when_not when_not_any when_not_exists when_strict when_true */
	if (d->gone)
		prepare(d); /* expect: function_with_dots */
	dev_put(d); /* expect: star */
	return 0;
}
