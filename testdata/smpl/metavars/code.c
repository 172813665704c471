typedef unsigned long pfn_t;
struct zone { int nr; pfn_t start; struct zone *next; }; /* expect: members */
static struct zone *zones;
extern int limit;

static int typed(struct zone *z, pfn_t pfn, unsigned int count, char *name) /* expect: parameter_list */
{
	int local = 3; /* expect: declared */

	check_value(z); /* expect: any_expression any_pointer identifier_ idexpression_ local_idexpression not_constant not_regex struct_pointer type_of typed_idexpression */
	check_value(z->nr); /* expect: any_expression field_ int_ not_constant not_regex one_of_types */
	check_value(z->next); /* expect: any_expression any_pointer field_ not_constant not_regex struct_pointer type_of */
	check_value(&z->next); /* expect: any_expression any_pointer field_ not_constant not_regex type_of */
	check_value(pfn); /* expect: any_expression identifier_ idexpression_ local_idexpression not_constant not_regex typedef_ unsigned_long */
	check_value(z->start); /* expect: any_expression field_ not_constant not_regex typedef_ unsigned_long */
	check_value(count); /* expect: any_expression identifier_ idexpression_ local_idexpression not_constant not_regex one_of_types unsigned_int */
	check_value(name); /* expect: any_expression any_pointer char_pointer identifier_ idexpression_ local_idexpression not_constant not_regex type_of */
	check_value(*name); /* expect: any_expression not_constant not_regex */
	check_value(local); /* expect: any_expression identifier_ idexpression_ int_ local_idexpression not_constant not_regex one_of_types */
	check_value(limit); /* expect: any_expression global_idexpression identifier_ idexpression_ int_ not_constant not_regex one_of_types */
	check_value(zones); /* expect: any_expression any_pointer global_idexpression identifier_ idexpression_ not_constant not_regex struct_pointer type_of typed_idexpression */
	check_value(ZONE_MAX); /* expect: any_expression constant_ global_idexpression identifier_ idexpression_ not_constant not_regex */
	check_value(42); /* expect: any_expression constant_ int_ not_regex one_of_types */
	check_value(0x2a); /* expect: any_expression constant_ int_ not_constant not_regex one_of_types */
	check_value("text"); /* expect: any_expression constant_ constant_char not_constant not_regex */
	check_value(unknown_call(z)); /* expect: any_expression not_constant not_regex not_these */
	check_value((long)pfn); /* expect: any_expression global_idexpression idexpression_ not_constant not_regex */
	check_value(z->nr + 1); /* expect: any_expression binary field_ int_ not_constant not_regex one_of_types */
	return local;
}

static int __zone_grow(struct zone *z, int a, int b) /* expect: function_name parameter_list */
{
	zone_lock(z); /* expect: metavariable_ one_of_names regex regex_or */
	zone_grow(z, a, b); /* expect: expression_list expression_list_2 expression_list_n not_these regex statement_ */
	zone_unlock(z); /* expect: one_of_names regex regex_or */
	zone_grow_by(z, a); /* expect: not_these regex */
	return a + b;
}

static int zone_shrink(struct zone *z, int a) /* expect: parameter_list parameters */
{
	a = a - 1; /* expect: assignment binary */
	a -= 1; /* expect: assignment */
	a |= 4; /* expect: assignment */
	if (a <= z->nr && a != 0) /* expect: binary_some field_ */
		return a >> 1; /* expect: binary */
	zone_lock(zones); /* expect: metavariable_ one_of_names regex regex_or symbol_ */
	zone_unlock(z); /* expect: one_of_names regex regex_or statement_ */
	return zone_grow(zones, a, a); /* expect: expression_list expression_list_2 expression_list_n not_these regex */
}
