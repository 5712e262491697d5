// SPDX-License-Identifier: GPL-2.0-only
/* Tracing calls at each entry. */
// stackcheck: --mode=frame
// cc: gcc -O2 -pg -mfentry -fno-pic -fno-omit-frame-pointer -fno-asynchronous-unwind-tables
// expect: clean
int a(void);

int f(void)
{
	return a() + 1;
}

int leaf(int n)
{
	return n + 1;
}
