// SPDX-License-Identifier: GPL-2.0-only
/*
 * A program that is never run. dpkg-shlibdeps finds in it what the others load
 * when an input needs it, and makes their packages depend on that.
 */
#include <lz4.h>
#include <lzma.h>
#include <zlib.h>
#include <zstd.h>

#include "arch/x86/decode/capstone_library.h"
#include "stackcheck/image/dwarf_library.h"

#define ADDRESS(fn) (void *)(fn),

void *const sc_loaded[] = { (void *)LZ4_decompress_safe,
			    (void *)lzma_stream_decoder, (void *)inflate,
			    (void *)ZSTD_decompressStream,
			    SC_CAPSTONE(ADDRESS) SC_LIBDW(ADDRESS) };

int main(void)
{
	return 0;
}
