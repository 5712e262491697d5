/* SPDX-License-Identifier: GPL-2.0-only */
#include "tests/kpatch/include/outside.h"
