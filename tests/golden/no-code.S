# SPDX-License-Identifier: GPL-2.0-only
# An object without code.
# stackcheck: --mode=table
# expect: clean
	.data
	.quad	1
