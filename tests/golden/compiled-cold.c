// SPDX-License-Identifier: GPL-2.0-only
/* Parent and cold part, as gcc splits them. */
// stackcheck: --mode=table
// cc: gcc -O2 -fno-asynchronous-unwind-tables
// expect: clean
__attribute__((cold)) void report(int n);
int a(int n), b(int n);

int work(int n)
{
	int x = a(n);

	if (x < 0) {
		report(x);
		x = b(x);
		report(x);
	}
	return x + b(n);
}
