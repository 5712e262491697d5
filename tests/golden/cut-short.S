# SPDX-License-Identifier: GPL-2.0-only
# A file that ends inside its header: an error that names it, no crash.
# post: truncate -s 40 {}
# expect: error cut-short\.o: .+
	.text
	nop
