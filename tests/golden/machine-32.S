# SPDX-License-Identifier: GPL-2.0-only
# An object of another machine is refused by name.
# cc: gcc -m32
# expect: error machine-32\.o: .+
	.text
	nop
