// SPDX-License-Identifier: GPL-2.0-only
/* An array whose size is known at run time: %rsp is found again by %rbp. */
// stackcheck: --mode=table
// cc: gcc -O2 -mno-red-zone -fno-asynchronous-unwind-tables
// expect: scratch [sp-unknown]
void fill(char *p, long n);

void scratch(long n)
{
	char buf[n];

	fill(buf, n);
}
