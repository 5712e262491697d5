# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash
# Shipped modules as objtool had them, and how it was called. Sourced after
# tests/lib.sh, with $work made.

# recorded_options KERNEL_DIR: what the build asks of objtool for a module of two
# files. A program in its place writes down what it is called with.
recorded_options() {
	local build=$work/recorded
	mkdir "$build"
	echo 'obj-m := both.o
both-y := one.o two.o' >"$build/Makefile"
	printf '#include <linux/module.h>\nMODULE_LICENSE("GPL");\n' >"$build/one.c"
	printf 'int two(void);\nint two(void) { return 1; }\n' >"$build/two.c"
	printf '#!/bin/sh\necho "$*" >>"%s/calls"\n' "$build" >"$build/objtool"
	chmod +x "$build/objtool"
	make -s -C "$1/kdir" M="$build" objtool="$build/objtool" modules \
		>"$build/log" 2>&1 || cat "$build/log" >&2
	sed -n '1s/ [^ ]*$//p' "$build/calls"
}

# bare MODULE: it without what objtool has written, beside the module itself
bare() {
	plain_module "$1" >shipped.ko
	objcopy -R .static_call_sites -R .retpoline_sites -R .return_sites \
		-R .call_sites -R .ibt_endbr_seal -R .cfi_sites \
		-R .orc_unwind -R .orc_unwind_ip \
		--wildcard --strip-symbol='__pfx_*' shipped.ko made.ko
}
