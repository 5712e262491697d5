// SPDX-License-Identifier: GPL-2.0-only
#include "arch/x86/decode/capstone_library.h"

#include "stackcheck/util/library_names.h"

static const char *const names[] = { SC_CAPSTONE(SC_LIBRARY_NAME) };
static struct sc_capstone functions;
static struct sc_library library = {
	.file = sc_library_capstone,
	.names = names,
	.n = sizeof(names) / sizeof(names[0]),
	.functions = &functions,
};

const struct sc_capstone *sc_capstone_load(void)
{
	return sc_library_load(&library) ? &functions : NULL;
}
