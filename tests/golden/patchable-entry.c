// SPDX-License-Identifier: GPL-2.0-only
/* Room for patching before and behind the entry. */
// stackcheck: --mode=frame
// cc: gcc -O2 -fpatchable-function-entry=16,11 -fno-omit-frame-pointer -fno-asynchronous-unwind-tables
// expect: clean
int a(void);

int f(void)
{
	return a() + 1;
}
