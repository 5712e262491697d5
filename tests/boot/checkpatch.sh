#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# The kernel's checkpatch on kpatch.ko and the modules of the boot tests.
#
#	checkpatch.sh KERNELS
#
# KERNELS/style/src has what it needs of the kernel's sources. Left out, because each is wrong here:
#
#	LINUX_VERSION_CODE, CONSTANT_COMPARISON	one source for two kernels
#	PREFER_KERNEL_TYPES			a file that user space compiles, too
#	MACRO_ARG_REUSE, MACRO_WITH_FLOW_CONTROL	tables made by macros
#	CAMELCASE, SPACING			Elf_Sym, and pointers to it
# and in the modules of the tests
#	VOLATILE, AVOID_EXTERNS, LEADING_SPACE, PREFER_DEFINED_ATTRIBUTE_MACRO,
#	INCLUDE_LINUX, COMPLEX_MACRO
#				places and functions made for others to patch
set -u

cd "$(dirname "$0")/../.." || exit 1
tests/boot/kernel.sh style "$1/style" || exit 1
tree=$(realpath "$1/style/src")

both=LINUX_VERSION_CODE,CONSTANT_COMPARISON,PREFER_KERNEL_TYPES
both=$both,MACRO_ARG_REUSE,MACRO_WITH_FLOW_CONTROL,CAMELCASE,SPACING
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
bad=0

# check IGNORED FILE...: from a folder of its own, as it leaves a file there
check() {
	local ignored=$1 file
	shift
	for file; do
		(cd "$work" && perl "$tree/scripts/checkpatch.pl" \
			--root="$tree" --strict \
			--no-summary --terse --show-types \
			--ignore "$ignored" -f "$file") && continue
		bad=1
	done
}

check "$both" "$PWD"/kmod/*.[ch]
# a table of names is made from the list of rules
check "$both,BRACKET_SPACE,MACRO_ARG_UNUSED" \
	"$PWD"/include/stackcheck/trust_{reader,index}.h
tests=VOLATILE,AVOID_EXTERNS,LEADING_SPACE,INCLUDE_LINUX
tests=$tests,PREFER_DEFINED_ATTRIBUTE_MACRO,COMPLEX_MACRO
check "$both,$tests" "$PWD"/tests/modules/*.[ch]
if [ $bad -eq 0 ]; then
	echo "ok checkpatch"
else
	echo "not ok checkpatch"
fi
exit $bad
