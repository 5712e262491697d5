/* SPDX-License-Identifier: GPL-2.0-only */
/* clang's list of the symbols whose addresses are taken (.llvm_addrsig). */
#ifndef STACKCHECK_ELF_WRITER_ELF_ADDRSIG_H
#define STACKCHECK_ELF_WRITER_ELF_ADDRSIG_H

#include <stddef.h>
#include <stdint.h>

#define SC_SHT_LLVM_ADDRSIG 0x6fff4c03u

/*
 * Numbers of symbols, seven bits a byte, as DWARF has them (ULEB128). Writes to
 * @to the same list with each number i replaced by @map[i]. @to has room for 5
 * bytes for each of the @size bytes of @from. Returns the length of the new
 * list, or SIZE_MAX: a number is not below @n, or the last one does not end.
 */
size_t sc_addrsig_renumber(uint8_t *to, const uint8_t *from, size_t size,
			   const uint32_t *map, uint32_t n);

#endif
