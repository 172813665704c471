#define NOTE(n) log_note(n) /* expect: calls */
#define NOTE_TWICE(n) do { log_note(n); log_note(n); } while (0) /* expect: calls statements twice */
#define EMPTY(n)

static void both_arms(struct log *n)
{
	log_open(n); /* expect: exists forall */
#ifdef CONFIG_NOTES
	log_note(n); /* expect: calls statements */
	log_close(n);
#else
	log_close(n);
#endif
}

static void one_arm(struct log *n)
{
	log_open(n); /* expect: exists */
#ifdef CONFIG_NOTES
	log_close(n);
#endif
}

static void dead_code(struct log *n)
{
	log_open(n);
#if 0
	log_close(n);
	log_note(n);
#endif
}

static int return_in_an_arm(struct log *n)
{
	log_open(n); /* expect: exists */
#ifdef CONFIG_NOTES
	return log_note(n); /* expect: calls */
#endif
	log_close(n);
	return 0;
}

#ifdef CONFIG_NOTES
static void in_an_arm(struct log *n)
{
	log_open(n); /* expect: exists forall */
	log_close(n);
}
#else
static inline void in_an_arm(struct log *n)
{
	log_open(n);
}
#endif

static void uses_macro(struct log *n)
{
	NOTE(n); /* expect: macro_call */
	EMPTY(n);
}
