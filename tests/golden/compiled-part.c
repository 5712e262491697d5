// SPDX-License-Identifier: GPL-2.0-only
/* Parts and copies that gcc makes of static functions. */
// stackcheck: --mode=table
// cc: gcc -O2 -fno-asynchronous-unwind-tables
// expect: clean
struct pair {
	long a, b;
};
long helper(long n);

static __attribute__((noinline)) long sum(struct pair *p, int unused)
{
	(void)unused;
	return helper(p->a) + p->b;
}

static long slow(struct pair *p, long n)
{
	if (!n)
		return 0;
	return helper(n) + sum(p, 1) * helper(n + p->a);
}

long one(struct pair *p, long n)
{
	return slow(p, n) + 1;
}

long two(struct pair *p, long n)
{
	return slow(p, n + 1) + sum(p, 2);
}
