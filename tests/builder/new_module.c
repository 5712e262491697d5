// SPDX-License-Identifier: GPL-2.0-only
/* The same of a module: a call and a variable that only the module has. */
#include <linux/module.h>

extern int inner_count;
int inner_call(int n);

int *new_count = &inner_count;

int new_value(int n);
int new_value(int n)
{
	return inner_call(n) + inner_count;
}
