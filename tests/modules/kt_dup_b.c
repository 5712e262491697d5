// SPDX-License-Identifier: GPL-2.0-only
/* kt_dup_b.c - one of two functions of the same name */
#include <linux/module.h>

#include "kt_dup.h"
#include "kt_opaque.h"

static kt_opaque const char *kt_dup(void)
{
	barrier();
	return "b";
}

const char *kt_dup_b(void)
{
	return kt_dup();
}
