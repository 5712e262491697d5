// SPDX-License-Identifier: GPL-2.0-only
/* An interpreter with computed goto. */
// stackcheck: --mode=table
// cc: clang -O2 -fno-pic -mcmodel=kernel -fno-asynchronous-unwind-tables
// expect: clean
long helper(long v);

long run(const unsigned char *code, long v)
{
	static const void *const labels[] = {
		&&stop,
		&&twice,
		&&less,
		&&more,
	};

	goto *labels[*code];
twice:
	v *= 2;
	goto *labels[*++code];
less:
	v -= 3;
	goto *labels[*++code];
more:
	v += helper(v);
	goto *labels[*++code];
stop:
	return v;
}
