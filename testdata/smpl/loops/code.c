static void in_while(struct ring *r)
{
	ring_lock(r); /* expect: exists forall no_step strict */
	while (r->busy) /* expect: while_body */
		step(r);
	ring_unlock(r);
}

static void unlock_in_while(struct ring *r)
{
	ring_lock(r); /* expect: exists no_step */
	while (r->busy) /* expect: while_body */
		ring_unlock(r); /* expect: while_block */
}

static void unlock_in_do(struct ring *r)
{
	ring_lock(r); /* expect: exists forall no_step strict */
	do {
		ring_unlock(r);
	} while (r->busy);
}

static void unlock_in_for(struct ring *r)
{
	int i;

	ring_lock(r); /* expect: exists no_step */
	for (i = 0; i < r->size; i++) /* expect: any_for for_head */
		ring_unlock(r);
}

static void unlock_in_iterator(struct ring *r)
{
	struct slot *s;

	ring_lock(r); /* expect: exists no_step */
	list_for_each_entry(s, &r->slots, node) /* expect: iterator */
		ring_unlock(r);
	list_for_each_entry(s, &r->slots, node) { /* expect: iterator */
		step(r); /* expect: any_iterator */
	}
}

static void around_the_loop(struct ring *r)
{
	while (r->busy) { /* expect: while_body */
		step(r);
		ring_lock(r); /* expect: exists no_step */
	}
	ring_unlock(r);
}

static void back_to_the_start(struct ring *r)
{
	while (r->busy) { /* expect: while_body */
		ring_unlock(r); /* expect: while_block */
		step(r);
		ring_lock(r); /* expect: exists no_step */
	}
}

static void leaves_by_break(struct ring *r)
{
	for (;;) { /* expect: any_for */
		ring_lock(r); /* expect: exists forall no_step */
		if (r->busy)
			break; /* expect: break_in_loop */
		ring_unlock(r);
	}
}

static void goes_on_by_continue(struct ring *r)
{
	while (r->busy) { /* expect: while_body */
		ring_lock(r); /* expect: exists forall no_step */
		if (!r->size)
			continue; /* expect: continue_ */
		ring_unlock(r);
	}
}

static void nested(struct ring *r)
{
	int i, j;

	for (i = 0; i < 4; i++) { /* expect: any_for for_head */
		ring_lock(r); /* expect: exists forall no_step strict */
		for (j = 0; j < 4; j++) { /* expect: any_for for_head */
			if (step(r))
				break;
		}
		ring_unlock(r);
	}
}
