static void parts(struct box *b, struct box *c, int i)
{
	box_free(b->inner);
	box_use(b->inner);
	box_use(b);
	box_use(c);
	box_use(b->inner->next);
}

static void whole(struct box *b, int i)
{
	box_free(b->list[i]);
	box_use(i);
	box_use(b);
	box_use(b->list);
	box_use(b->list[i]);
	box_use(list);
	box_use(i + 1);
}

static void call(struct box *b)
{
	box_free(box_of(b, (b->top)));
	box_use(box_of(b, (b->top)));
	box_use(b->top);
	box_use((b));
	box_use(box_of);
}

static void unrelated(struct box *b)
{
	box_use(b);
}

static void odd(struct box *b)
{
	box_use(3);
	box_use(4);
	box_use(MAX);
	box_note(b, 5);
	box_note(b, 6);
}
