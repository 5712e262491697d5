// SPDX-License-Identifier: GPL-2.0-only
#include "stackcheck/image/dwarf_library.h"

#include "stackcheck/util/library_names.h"

static const char *const names[] = { SC_LIBDW(SC_LIBRARY_NAME) };
static struct sc_libdw functions;
static struct sc_library library = {
	.file = sc_library_dw,
	.names = names,
	.n = sizeof(names) / sizeof(names[0]),
	.functions = &functions,
};

const struct sc_libdw *sc_libdw_load(void)
{
	return sc_library_load(&library) ? &functions : NULL;
}
