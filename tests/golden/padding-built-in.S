# SPDX-License-Identifier: GPL-2.0-only
# Code of the kernel itself, as the name before its licence tells.
# stackcheck: --mode=table
# expect: clean
#define BUILT_IN
#include "padding-call-sites.S"
