// SPDX-License-Identifier: GPL-2.0-only
/* A trap where the compiler knows that it cannot go on. */
// stackcheck: --mode=table
// cc: gcc -O2 -fno-asynchronous-unwind-tables
// expect: clean
int a(void);

int f(int n)
{
	if (n)
		__builtin_trap();
	return a();
}
