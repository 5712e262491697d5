// SPDX-License-Identifier: GPL-2.0-only
/*
 * Thirty functions for tests/corpus/compilers.sh: whatever shapes a stack, in a
 * few lines each. Comments name what is truly wrong, and with which sets of options:
 * `finding: NAME [RULE] in: SETS` or `but in: SETS`. COMPILER-SET is one compiler's.
 */
typedef unsigned long ulong;
typedef __builtin_va_list va_list;
typedef struct {
	long a, b, c, d, e;
} big_t;
struct node {
	struct node *next, *left, *right;
	long key;
	int (*call)(struct node *n, long v);
};

extern long helper(long n);
extern void fill(void *to, ulong n);
extern void stop(long n) __attribute__((noreturn));
extern int report(const char *format, ...);
extern long table[64];

long leaf(long a, long b)
{
	return a * b + (a ^ b);
}

long calls(long a, long b, long c, long d, long e, long f, long g, long h)
{
	long x = helper(a) + helper(b), y = helper(c) - helper(d);

	return helper(e * x) + helper(f * y) + helper(g + h) * a * b * c;
}

long find(struct node *n, long key)
{
	for (; n; n = n->next)
		if (n->key == key)
			return helper(key) + n->key;
	return -1;
}

long recursive(struct node *n)
{
	if (!n)
		return 0;
	return recursive(n->left) + recursive(n->right) + n->key;
}

long buffer(long n)
{
	char buf[200];

	fill(buf, sizeof(buf));
	return buf[n & 127] + helper(n);
}

long page(ulong n)
{
	volatile char bytes[4200];

	fill((void *)bytes, sizeof(bytes));
	bytes[n & 4095] = 1;
	return helper(bytes[n / 2 & 4095]);
}

/* In the loop that touches the pages, only %r11 leads to the frame. */
/* finding: pages [stack-mismatch] in: clash clash-os */
long pages(ulong n)
{
	volatile char bytes[70000];

	fill((void *)bytes, sizeof(bytes));
	return helper(bytes[n & 65535]);
}

/* A large frame on one of two ways only. */
long sometimes_large(ulong n)
{
	if (n < 4)
		return helper(n);
	{
		volatile long words[600];

		fill((void *)words, sizeof(words));
		return words[n & 511];
	}
}

long vla(ulong n)
{
	long words[n & 255];

	fill(words, sizeof(words));
	return words[0] + helper(n);
}

long vla_in_loop(ulong n)
{
	long sum = 0;

	for (ulong i = 1; i < n; i++) {
		char bytes[i];

		fill(bytes, i);
		sum += bytes[i / 2];
	}
	return sum;
}

long allocas(ulong n)
{
	void *one = __builtin_alloca(n), *two = 0;

	fill(one, n);
	if (n > 100)
		two = __builtin_alloca(n / 2);
	fill(two ? two : one, n / 2);
	return helper((long)one);
}

long aligned(ulong n)
{
	_Alignas(64) char bytes[192];

	fill(bytes, n);
	return bytes[n & 127] + helper(n);
}

long aligned_vla(ulong n)
{
	_Alignas(64) char bytes[128];
	char more[n & 1023];

	fill(bytes, n);
	fill(more, n & 1023);
	return bytes[n & 127] + more[0];
}

long many_switch(long v, long n)
{
	switch (v) {
	case 0:
		return helper(n);
	case 1:
		return n * 3;
	case 2:
		n += helper(7);
		break;
	case 3:
		return helper(n) + helper(n + 1);
	case 4:
		n -= 9;
		break;
	case 5:
		return table[n & 63];
	case 6:
		n = -n;
		break;
	case 7:
		return report("%ld", n);
	default:
		return -1;
	}
	return n + helper(v);
}

long computed_goto(const unsigned char *code, long n)
{
	static const void *const ops[] = { &&add, &&twice, &&call, &&end };

	goto *ops[*code++ & 3];
add:
	n++;
	goto *ops[*code++ & 3];
twice:
	n *= 2;
	goto *ops[*code++ & 3];
call:
	n = helper(n);
	goto *ops[*code++ & 3];
end:
	return n;
}

long variadic(int n, ...)
{
	va_list ap;
	long sum = 0;

	__builtin_va_start(ap, n);
	while (n-- > 0)
		sum += __builtin_va_arg(ap, long);
	__builtin_va_end(ap);
	return helper(sum);
}

long tail(long n)
{
	return n & 1 ? helper(n) : recursive((struct node *)n);
}

int tail_indirect(struct node *n, long v)
{
	return n->call(n, v);
}

int indirect(struct node *n, long v)
{
	int sum = 0;

	for (; n; n = n->next)
		sum += n->call(n, v);
	return sum;
}

big_t by_value(big_t a, big_t b)
{
	a.a += helper(b.c);
	a.e = b.e * a.d;
	return a;
}

long passes_large(long n)
{
	big_t a = { n, n + 1, n + 2, n + 3, n + 4 };

	a = by_value(a, a);
	return by_value(a, a).e;
}

long stops(long n)
{
	if (n < 0)
		stop(n);
	if (n == 7) {
		report("%ld", n);
		stop(helper(n));
	}
	return helper(n);
}

long traps(long n)
{
	if (helper(n) == 3)
		__builtin_trap();
	return n + 1;
}

long impossible(long n)
{
	switch (n & 3) {
	case 0:
		return helper(n);
	case 1:
		return 3;
	case 2:
		return helper(3);
	case 3:
		return 9;
	}
	__builtin_unreachable();
}

static long __attribute__((noinline)) inner(long a, long b)
{
	return helper(a) * b;
}

static long __attribute__((noinline, cold)) rare(long a)
{
	report("rare");
	return inner(a, 1);
}

long outer(long a)
{
	if (__builtin_expect(a > 1000, 0))
		return rare(a) + rare(a + 1);
	return inner(a, 2) + inner(a, 3);
}

long loops(long *p, int n)
{
	long s = 0;

	for (int i = 0; i < n; i++)
		for (int k = i; k < n; k++)
			s += p[k] > 3 ? helper(p[i]) : p[k] * n;
	return s;
}

long wide(long a, long b)
{
	unsigned __int128 x = (unsigned __int128)a * (ulong)b;

	x += (ulong)helper((long)(x >> 64));
	return (long)(x >> 32);
}

int saves_all(int a, int b, int c, int d, int e, int f)
{
	int g = (int)helper(a), h = (int)helper(b), i = (int)helper(c);
	int j = (int)helper(d), k = (int)helper(e), l = (int)helper(f);

	return report("%d", a + g * h) + i * j + k * l + b * c + d * e + f;
}

long copies(big_t *to, const big_t *from, ulong n)
{
	big_t some[6] = { { 0 } };

	for (ulong i = 0; i < n % 6; i++)
		some[i] = from[i];
	fill(some, n);
	*to = some[n % 6];
	return to->a;
}

/*
 * Behind the call nothing follows, and other functions show that it returns. With
 * UBSAN a handler follows, and gcc 14's profiler happens to put its own code there.
 */
/* finding: ends [fallthrough] but in: ubsan ubsan-traps gcc-14-pgo */
void ends(long n)
{
	helper(n);
	__builtin_unreachable();
}
