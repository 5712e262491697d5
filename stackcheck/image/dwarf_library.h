/* SPDX-License-Identifier: GPL-2.0-only */
/* The functions of libdw that are called, and of libelf, which it brings. */
#ifndef STACKCHECK_IMAGE_DWARF_LIBRARY_H
#define STACKCHECK_IMAGE_DWARF_LIBRARY_H

#include <elfutils/libdw.h>
#include <elfutils/libdwfl.h>

#include "stackcheck/util/library.h"

#define SC_LIBDW(X)                                                            \
	X(elf_version)                                                         \
	X(elf_memory)                                                          \
	X(elf_end)                                                             \
	X(dwfl_begin)                                                          \
	X(dwfl_end)                                                            \
	X(dwfl_report_begin)                                                   \
	X(dwfl_report_module)                                                  \
	X(dwfl_report_end)                                                     \
	X(dwfl_module_info)                                                    \
	X(dwfl_module_getdwarf)                                                \
	X(dwarf_begin_elf)                                                     \
	X(dwarf_end)                                                           \
	X(dwarf_nextcu)                                                        \
	X(dwarf_offdie)                                                        \
	X(dwarf_dieoffset)                                                     \
	X(dwarf_ranges)                                                        \
	X(dwarf_getsrc_die)                                                    \
	X(dwarf_lineno)                                                        \
	X(dwarf_linesrc)                                                       \
	X(dwarf_child)                                                         \
	X(dwarf_siblingof)                                                     \
	X(dwarf_tag)                                                           \
	X(dwarf_attr_integrate)                                                \
	X(dwarf_formflag)                                                      \
	X(dwarf_diename)

struct sc_libdw {
	SC_LIBDW(SC_LIBRARY_FIELD)
};

/* NULL: it cannot be loaded, and sc_library_error() tells. */
const struct sc_libdw *sc_libdw_load(void);

#endif
