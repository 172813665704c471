static void parts(struct box *b, struct box *c, int i)
{
	box_free(b->inner); /* expect: two_constraints */
	box_use(b->inner); /* expect: position_any script_expression script_line script_parameter script_position within within_declared within_when */
	box_use(b); /* expect: script_parameter script_position within within_declared within_identifier within_when */
	box_use(c); /* expect: script_line script_parameter script_position */
	box_use(b->inner->next); /* expect: script_expression script_parameter script_position */
}

static void whole(struct box *b, int i)
{
	box_free(b->list[i]); /* expect: two_constraints */
	box_use(i); /* expect: position_any script_parameter within within_declared within_identifier within_when */
	box_use(b); /* expect: script_line script_parameter within within_declared within_identifier within_when */
	box_use(b->list); /* expect: script_parameter within within_declared */
	box_use(b->list[i]); /* expect: script_line script_parameter within within_declared */
	box_use(list); /* expect: script_parameter */
	box_use(i + 1); /* expect: script_line script_parameter */
}

static void call(struct box *b)
{
	box_free(box_of(b, (b->top))); /* expect: two_constraints */
	box_use(box_of(b, (b->top))); /* expect: position_any script_line script_parameter script_position within within_declared within_when */
	box_use(b->top); /* expect: script_parameter script_position within within_declared */
	box_use((b)); /* expect: script_line script_parameter script_position */
	box_use(box_of); /* expect: script_parameter script_position within within_declared within_identifier */
}

static void unrelated(struct box *b)
{
	box_use(b); /* expect: script_line script_parameter script_position within within_identifier */
}

static void odd(struct box *b)
{
	box_use(3); /* expect: script_parameter script_position */
	box_use(4); /* expect: script_constant script_line script_parameter script_position */
	box_use(MAX); /* expect: script_parameter script_position */
	box_note(b, 5); /* expect: list_length script_name two_constraints virtual_identifier */
	box_note(b, 6); /* expect: list_length script_name two_constraints virtual_identifier */
}
