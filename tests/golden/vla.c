// SPDX-License-Identifier: GPL-2.0-only
/* An array whose size is known at run time: %rbp leads to the caller, and back. */
// stackcheck: --mode=table
// cc: gcc -O2 -mno-red-zone -fno-asynchronous-unwind-tables
// expect: clean
void fill(char *p, long n);

void scratch(long n)
{
	char buf[n];

	fill(buf, n);
}
