// SPDX-License-Identifier: GPL-2.0-only
/* Ordinary functions of many kinds. */
// stackcheck: --mode=table
// cc: gcc -O2 -fno-asynchronous-unwind-tables
// expect: clean
typedef unsigned long ulong;
struct list {
	struct list *next;
	long key;
};
struct ops {
	long (*read)(long n, void *to);
	long (*write)(long n, const void *from);
};
extern const struct ops *ops;
long helper(long n);
void fill(char *to, ulong n);
int printk(const char *format, ...);

long leaf(long a, long b)
{
	return a * b + (a ^ b);
}

long find(struct list *l, long key)
{
	for (; l; l = l->next)
		if (l->key == key)
			return helper(key) + l->key;
	return -1;
}

long many(long a, long b, long c, long d, long e, long f, long g, long h)
{
	long x = helper(a) + helper(b), y = helper(c) - helper(d);

	return helper(e * x) + helper(f * y) + helper(g + h) * a * b * c;
}

long indirect(long n)
{
	char buf[200];
	long r;

	fill(buf, sizeof(buf));
	r = ops->read(n, buf);
	if (r < 0)
		return ops->write(r, buf);
	printk("%ld %d\n", r, buf[n]);
	return r;
}

long tail(long n)
{
	if (n & 1)
		return helper(n);
	return ops->read(n, 0);
}

long sum(const long *p, int n)
{
	long s = 0;

	while (n-- > 0)
		s += p[n] > 3 ? helper(p[n]) : p[n] * n;
	return s;
}

ulong big(ulong n)
{
	volatile char page[5000];

	page[n] = 1;
	return helper(page[n / 2]);
}
