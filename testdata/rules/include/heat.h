/* What the fixtures of the rules on error summaries call: one function for each way to fail. */

static inline int heat_map(struct heat *heat)
{
	if (!heat->dev)
		return -ENODEV;
	if (heat->pages > HEAT_MOST)
		return -ENOMEM;
	return 0;
}

static inline int heat_count(struct heat *heat)
{
	if (!heat->dev)
		return -ENODEV;
	if (heat->broken)
		return -EIO;
	return heat->pages + 1;
}

static inline bool heat_is_hot(struct heat *heat)
{
	return heat->degrees > HEAT_HOT;
}

/* NULL or a pointer. */
static inline struct heat_zone *heat_zone_of(struct heat *heat)
{
	if (!heat->zones)
		return NULL;
	return &heat->zones[0];
}

/* An error pointer or a pointer. */
static inline struct heat_zone *heat_get_zone(struct heat *heat)
{
	if (!heat->zones)
		return ERR_PTR(-ENODEV);
	return &heat->zones[0];
}

/* NULL where memory is short. */
static inline struct heat_zone *heat_new_zone(struct heat *heat)
{
	struct heat_zone *zone = kzalloc(sizeof(*zone), GFP_KERNEL);

	if (!zone)
		return NULL;
	zone->heat = heat;
	return zone;
}

static inline int heat_try(struct heat *heat)
{
	if (heat->busy)
		return -EAGAIN;
	return 0;
}

#define heat_read_into(heat, to) ((to) = (heat)->value)

/* A question with three answers. */
static inline int heat_is_mapped(struct heat *heat)
{
	if (!heat->dev)
		return -ENODEV;
	if (!heat->zones)
		return 0;
	return 1;
}
