// SPDX-License-Identifier: GPL-2.0-only
/* A static callee that does not return, in the middle of another function. */
// stackcheck: --mode=table
// cc: gcc -O2 -fno-asynchronous-unwind-tables
// expect: clean
extern volatile int stop;
int total;

static __attribute__((noinline, noreturn)) void spin(void)
{
	for (;;)
		stop = 1;
}

int checked(int n)
{
	if (n < 0)
		spin();
	return total += n;
}
