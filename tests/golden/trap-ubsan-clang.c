// SPDX-License-Identifier: GPL-2.0-only
/* Bounds checks that trap, by clang. */
// stackcheck: --mode=frame
// cc: clang -O2 -fsanitize=bounds,shift,integer-divide-by-zero -fsanitize-trap=all -fno-omit-frame-pointer -fno-asynchronous-unwind-tables
// expect: clean
int table[8];
int next(int n);

int lookup(unsigned long n)
{
	int x = table[n];

	return x + table[next(x) & 15];
}
