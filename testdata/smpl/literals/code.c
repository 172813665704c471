static void fill(struct area *a, struct area *b)
{
	*a = (struct area){ .width = 1, .height = 2 }; /* expect: any any_type assigned designated empty */
	*a = (struct area){ }; /* expect: any assigned empty */
	*b = (struct area) { 3, 4 }; /* expect: any assigned plain */
	area_set(&(struct area){ .height = 5, .width = 6, }); /* expect: any any_type argument designated empty */
	area_set((struct area *)b);
	area_set((struct other){ .width = 7 }.area); /* expect: any_type */
	b->sizes = (int[]){ 8, 9 };
}

static struct area whole = (struct area){ .width = 10 }; /* expect: any any_type designated empty */
