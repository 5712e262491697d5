// SPDX-License-Identifier: GPL-2.0-only
/* A realigned frame of gcc, in a kernel's small stack alignment. */
// stackcheck: --mode=table
// cc: gcc -O2 -mpreferred-stack-boundary=3 -mno-red-zone -mno-sse -fno-asynchronous-unwind-tables
// expect: clean
struct vec {
	long v[8];
} __attribute__((aligned(64)));
void fill(struct vec *v, long n);

long first(long n, long m)
{
	struct vec a;

	fill(&a, n);
	fill(&a, m);
	return a.v[0] + n + m;
}

long one_of_many(long n, int a, int b, int c, int d, int e, int f, int g)
{
	struct vec v;

	fill(&v, n + a + b + c + d + e);
	return v.v[f] + g;
}
