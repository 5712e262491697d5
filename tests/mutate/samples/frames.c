// SPDX-License-Identifier: GPL-2.0-only
/* Stacks of every shape: large, realigned, with buffers, with arguments. */
typedef unsigned long ulong;

struct wide {
	ulong w[8] __attribute__((aligned(64)));
};

struct pair {
	ulong a, b;
};

void use(void *p);
ulong many(ulong a, ulong b, ulong c, ulong d, ulong e, ulong f, ulong g,
	   ulong h, ulong i);
struct pair split(ulong v);
int send(const void *p, ulong n);
extern int (*hooks[4])(void *p, ulong v);

ulong large_frame(ulong seed)
{
	ulong table[128];

	for (int i = 0; i < 128; i++)
		table[i] = seed = seed * 6364136223846793005ul + 1;
	use(table);
	return table[seed & 127];
}

ulong realigned(const ulong *from, int n)
{
	struct wide x = { { 0 } };

	for (int i = 0; i < n; i++)
		x.w[i & 7] += from[i];
	use(&x);
	return x.w[0] ^ x.w[7];
}

ulong on_the_stack(ulong a, ulong b)
{
	ulong x = many(a, b, a + b, a - b, a * b, a ^ b, a & b, a | b, 9);
	ulong y = many(x, a, x, b, x, a, x, b, x);

	return many(x, y, x, y, x, y, x, y, x + y);
}

int message(int kind, ulong a, ulong b)
{
	struct {
		int kind, len;
		ulong a, b;
		char pad[40];
	} m = { .kind = kind, .len = 16, .a = a, .b = b };

	if (kind < 0)
		return kind;
	use(&m);
	if (!m.len)
		return send(&m, sizeof(m));
	return send(&m.a, (ulong)m.len);
}

ulong halves(ulong v, int depth)
{
	struct pair p = split(v);

	if (depth > 8)
		return v;
	while (p.a && p.b) {
		struct pair q = split(p.a + p.b);

		p.a = q.b & p.b;
		p.b = q.a >> 1;
	}
	return p.a + p.b + v;
}

int run_hooks(void *p, ulong v)
{
	int err = 0, done = 0;

	for (int i = 0; i < 4; i++) {
		if (!hooks[i])
			continue;
		err = hooks[i](p, v);
		if (err == -11) {
			i--;
			continue;
		}
		if (err)
			break;
		done++;
	}
	return err ? err : done;
}

int leaf(const int *p, int n)
{
	int best = p[0], at = 0;

	for (int i = 1; i < n; i++) {
		if (p[i] <= best)
			continue;
		best = p[i];
		at = i;
	}
	return at;
}

int tail(void *p, ulong v)
{
	if (!v)
		return send(p, 0);
	if (v & 1)
		return hooks[0](p, v);
	use(p);
	return send(p, v);
}

void mix(ulong *s, ulong rounds)
{
	ulong a = s[0], b = s[1], c = s[2], d = s[3], e = s[4], f = s[5];
	ulong g = s[6], h = s[7], i = s[8], j = s[9], k = s[10], l = s[11];

	while (rounds--) {
		a += b ^ l;
		c = (c ^ d) << 7 | a >> 57;
		e -= f & a;
		g ^= h + c;
		i += j | e;
		k ^= l - g;
		b ^= i;
		d += k;
		f ^= a + b;
		h -= c + d;
		j += e ^ f;
		l ^= g + h;
	}
	s[0] = a + g, s[1] = b + h, s[2] = c + i, s[3] = d + j;
	s[4] = e + k, s[5] = f + l;
	use(s);
}
