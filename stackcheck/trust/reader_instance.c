// SPDX-License-Identifier: GPL-2.0-only
/* All code of the reader is in trust_reader.h: the kernel module has the same. */
#include "stackcheck/trust_reader.h"
