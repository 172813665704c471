static int one(struct job *j)
{
	start(j); /* expect: conj disj_behind_dots expression_disj nest nest_plus nest_when optional statement_disj */
	kick(j); /* expect: disj_called first_wins nest_each */
	finish(j); /* expect: first_wins */
	return 0;
}

static int other(struct job *j)
{
	begin(j); /* expect: disj_of_paths expression_disj first_wins statement_disj when_disj */
	finish(j); /* expect: first_wins */
	cancel(j); /* expect: disj_called first_wins */
	return 0;
}

static int both(struct job *j)
{
	start(j); /* expect: conj expression_disj statement_disj */
	begin(j); /* expect: expression_disj first_wins statement_disj */
	return cancel(j) ? finish(j) : 0; /* expect: conj_inside disj_goes_on */
}

static int branches(struct job *j)
{
	start(j); /* expect: conj disj_behind_dots disj_of_paths expression_disj nest nest_plus nest_when statement_disj */
	if (j->late)
		kick(j); /* expect: disj_called first_wins nest_each */
	else
		cancel(j); /* expect: disj_called first_wins */
	if (kick(j) || kick(j))
		kick(j); /* expect: disj_called first_wins */
	finish(j); /* expect: first_wins */
	return 0;
}

static int none(struct job *j)
{
	start(j); /* expect: conj expression_disj nest optional statement_disj when_disj */
	finish(j); /* expect: first_wins */
	return wrap(start(j), j->late); /* expect: conj expression_disj nest_expression */
}
