// SPDX-License-Identifier: GPL-2.0-only
#include <linux/module.h>

#include "outside.h"

static int count;

/* show.c has another function of this name. */
static noinline int find_worth(int so_far)
{
	return so_far < 1000000 ? 1 : 0;
}

int kt_outside_count(void)
{
	count += find_worth(count);
	return count;
}
EXPORT_SYMBOL_GPL(kt_outside_count);
