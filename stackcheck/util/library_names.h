/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The names that programs which are linked with these libraries would look for.
 * The Makefile makes them: an interface that changes has another name.
 */
#ifndef STACKCHECK_UTIL_LIBRARY_NAMES_H
#define STACKCHECK_UTIL_LIBRARY_NAMES_H

extern const char sc_library_capstone[], sc_library_dw[], sc_library_lz4[],
	sc_library_lzma[], sc_library_z[], sc_library_zstd[];

#endif
