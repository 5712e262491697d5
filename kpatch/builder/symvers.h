/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Module.symvers: what is exported, by whom, and the CRC that a module must know
 * of it where CONFIG_MODVERSIONS is set. A line is
 *
 *   CRC <tab> SYMBOL <tab> MODULE <tab> EXPORT_SYMBOL... <tab> NAMESPACE
 */
#ifndef KPATCH_BUILDER_SYMVERS_H
#define KPATCH_BUILDER_SYMVERS_H

#include "stackcheck/util/error.h"

/*
 * Write a Module.symvers to @path with what kpatch.ko exports. @from is such a
 * file already, which is copied, or kpatch.ko itself, not compressed: then CRCs
 * come from its symbols __crc_*. 0, or -1 with @err filled.
 */
int pb_symvers_write(const char *from, const char *path, struct sc_error *err);

#endif
