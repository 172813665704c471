static void reserved(struct slot *s, struct slot *t)
{
	slot_take(s); /* expect: default global_state inherited_position */
	slot_fill(s, 1); /* expect: all_positions include_match inherited_expression report_element report_text report_two_positions */
	slot_fill(t, 2); /* expect: include_match not_in_position report_element report_text */
	slot_drop(s); /* expect: depends depends_both depends_not virtual_on */
}

static void plain(struct slot *s, struct slot *t)
{
	slot_fill(s, 3); /* expect: depends_ever inherited_expression not_in_position not_in_positions report_element report_text virtual_off */
	slot_drop(t); /* expect: depends depends_both depends_not virtual_on */
}

static void again(struct slot *s)
{
	slot_take(s); /* expect: default global_state inherited_position */
	slot_drop(s); /* expect: depends depends_both depends_not virtual_on */
	slot_take(s); /* expect: default inherited_position */
	slot_fill(s, 4); /* expect: all_positions include_match inherited_expression not_in_positions report_element report_text report_two_positions */
	slot_drop(s); /* expect: depends depends_both depends_not virtual_on */
}

static void helper(struct slot *s)
{
	slot_fill(s, 5); /* expect: include_match inherited_expression not_in_position not_in_positions report_element report_text */
}

static void caller(struct slot *s)
{
	slot_take(s); /* expect: default global_state */
	helper(s); /* expect: inherited_function */
}

static void walker(struct slot *s)
{
	slot_take(s); /* expect: default global_state iterator_name_lasts */
	slot_each(s)
		prepare(s);
}
