#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# A module built outside of the kernel's tree, on Debian's headers, with the
# step in objtool's place. 6.12 runs it once for each module, 6.1 once for
# each object.
cd "$(dirname "$0")/../.." || exit 1
. tests/lib.sh

step=$(realpath "$O/stackcheck-kbuild")

# sources DIR: a module of two objects, one of assembly
sources() {
	rm -rf "$1"
	mkdir -p "$1"
	cat >"$1/two_main.c" <<-'C'
		#include <linux/module.h>

		int two_twice(int n);
		noinline int two_call(int n);
		noinline int two_call(int n)
		{
			return two_twice(n) + 1;
		}

		static int __init two_init(void)
		{
			return two_call(1) == 3 ? 0 : -EINVAL;
		}
		module_init(two_init);
		MODULE_DESCRIPTION("Two objects");
		MODULE_LICENSE("GPL");
	C
	cat >"$1/two_asm.S" <<-'ASM'
		#include <linux/linkage.h>

		SYM_FUNC_START(two_twice)
			mov	%edi, %eax
			add	%eax, %eax
			RET
		SYM_FUNC_END(two_twice)
	ASM
	printf 'obj-m := two.o\ntwo-y := two_main.o two_asm.o\n' >"$1/Kbuild"
}

# build KERNEL DIR [VARIABLE...]
build() {
	local kernel=$1 dir=$2
	shift 2
	make -s -C "$O/boot/kernels/$kernel/kdir" M="$(realpath "$dir")" \
		objtool="$step" "$@" modules
}

# What make prints of a build in order, but for a program that is not there.
quiet() {
	! build "$@" 2>&1 | grep -v '^Skipping BTF generation'
}

tables() {
	readelf -sW "$1" | grep -c 'OBJECT  WEAK   HIDDEN .* __stackcheck_table_'
}

# on KERNEL TABLES: all that must hold on it
on() {
	local kernel=$1 dir=$O/tests/trust-module/$1
	tests/boot/kernel.sh "$kernel" "$O/boot/kernels/$kernel" >&2 || {
		not_ok "module: no kernel $kernel"
		return
	}
	sources "$dir"
	expect "$kernel: builds, and nobody complains" quiet "$kernel" "$dir"
	expect_line "$kernel: every function is trusted" \
		'^functions 3, trusted 3 ' "$SC" trust --dump "$dir/two.ko"
	expect_exit "$kernel: the code is what was checked" 0 \
		"$SC" trust --dump "$dir/two.ko"
	expect_line "$kernel: $2 tables" "^$2\$" tables "$dir/two.ko"
	strip --strip-debug "$dir/two.ko"
	expect_line "$kernel: also when stripped" "^$2\$" tables "$dir/two.ko"

	# a register that callers count on, which objtool does not look at
	sed -i 's/mov	%edi, %eax/mov	%edi, %ebx/' "$dir/two_asm.S"
	expect_line "$kernel: a finding is a warning" \
		'warning: stackcheck: two_twice.* \[callee-saved\]$' \
		build "$kernel" "$dir"
	expect "$kernel: the module is there" test -e "$dir/two.ko"
	expect_line "$kernel: but that function is not trusted" \
		' two_twice .*\[callee-saved\]' \
		"$SC" trust --dump --list "$dir/two.ko"
	rm -f "$dir"/two*.o "$dir/two.ko"
	expect_exit "$kernel: unless findings fail the build" 2 \
		build "$kernel" "$dir" STACKCHECK_WERROR=1
	expect "$kernel: which leaves no module" test ! -e "$dir/two.ko"
}

on 6.12 1
[ "${SC_TEST:-sample}" = full ] && on 6.1 2
exit "$failed"
