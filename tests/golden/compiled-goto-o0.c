// SPDX-License-Identifier: GPL-2.0-only
/* Without optimization the jumps through a table of labels are one, which comes after a no-op and several joins. */
// stackcheck: --mode=table
// cc: gcc -O0 -fno-asynchronous-unwind-tables
// expect: clean
long helper(long n);

long run(const unsigned char *code, long n)
{
	static const void *const ops[] = { &&add, &&twice, &&call, &&end };

	goto *ops[*code++ & 3];
add:
	n++;
	goto *ops[*code++ & 3];
twice:
	n *= 2;
	goto *ops[*code++ & 3];
call:
	n = helper(n);
	goto *ops[*code++ & 3];
end:
	return n;
}
