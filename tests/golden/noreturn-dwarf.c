// SPDX-License-Identifier: GPL-2.0-only
/* Debug information tells that the callee does not return. */
// stackcheck: --mode=table
// cc: gcc -g -O2 -fno-asynchronous-unwind-tables
// expect: clean
__attribute__((noreturn)) void stop_all(int code);
int total;

int checked(int n)
{
	if (n > 100)
		stop_all(n);
	return total += n;
}
