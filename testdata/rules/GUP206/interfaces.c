/* The callers of a pin controller's functions know -ENOTSUPP, and take -EOPNOTSUPP for a failure. */

static int heat_pin_get_bad(struct pinctrl_dev *dev, unsigned int pin, unsigned long *config)
{
	int ret = -EINVAL;

	switch (*config) {
	case HEAT_PULL:
		return heat_read(dev, pin);
	case HEAT_SLEW:
		ret = -EOPNOTSUPP; /* expect: GUP206 warning */
		break;
	default:
		return -EOPNOTSUPP; /* expect: GUP206 warning */
	}
	return ret;
}

static int heat_pin_set_ok(struct pinctrl_dev *dev, unsigned int pin, unsigned long *config)
{
	return *config ? -ENOTSUPP : 0;
}

static int heat_zone_set_ok(struct heat_zone *zone, int mode)
{
	if (mode)
		return -EOPNOTSUPP;
	return 0;
}

static const struct pinconf_ops heat_pins = {
	.pin_config_get = heat_pin_get_bad,
	.pin_config_set = heat_pin_set_ok,
};

static const struct heat_ops heat_zones = {
	.set = heat_zone_set_ok,
};
