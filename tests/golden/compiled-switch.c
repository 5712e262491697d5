// SPDX-License-Identifier: GPL-2.0-only
/* A switch that the compiler turns into a table of jumps. */
// stackcheck: --mode=table
// cc: gcc -O2 -fno-asynchronous-unwind-tables -fno-pic -mcmodel=kernel
// expect: clean
int a(void), b(void), c(void), d(void), e(void);

int select(int n)
{
	switch (n) {
	case 0:
		return a() + 1;
	case 1:
		return b() + 2;
	case 2:
		return c() + 3;
	case 3:
		return d() + 4;
	case 4:
		return e() + 5;
	}
	return 0;
}
