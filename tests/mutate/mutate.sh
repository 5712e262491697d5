#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Break real functions one instruction at a time: at least 99.5 % of what the
# oracle finds broken must be noticed, in both modes. Documentation/mutation.md
#
#	mutate.sh [sample|full]
#
# SC_FRAME_OBJECTS=DIR adds the objects of a kernel built with frame pointers.
set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/lib.sh

kind=${1:-${SC_TEST:-sample}}
AT_LEAST=99.5
SEED=1
dir=$O/tests/mutate
mkdir -p "$dir/frame" "$dir/table"

# What kernels are compiled with, as far as it shapes the stack.
COMMON="-O2 -ffreestanding -mno-red-zone -fno-asynchronous-unwind-tables
	-fno-stack-protector -mno-sse -mno-mmx -fno-pic -mcmodel=kernel"
FRAME="-fno-omit-frame-pointer -fno-optimize-sibling-calls"
TABLE="-fomit-frame-pointer"

# compile FOLDER NAME COMPILER-AND-FLAGS
compile() {
	local src
	for src in tests/mutate/samples/*.c; do
		# shellcheck disable=SC2086 # a compiler line is words
		$3 $COMMON -c "$src" -o "$dir/$1/$2-$(basename "$src" .c).o" ||
			return 1
	done
}

compile_all() {
	rm -f "$dir"/{frame,table}/*.o
	compile frame gcc "gcc -mpreferred-stack-boundary=3 $FRAME" &&
	compile frame gcc-os "gcc -Os -fcf-protection=branch $FRAME" &&
	compile frame gcc-thunks "gcc -mindirect-branch=thunk-extern
		-mfunction-return=thunk-extern $FRAME" &&
	compile frame clang "clang -mstack-alignment=8 $FRAME" &&
	compile table gcc "gcc -mpreferred-stack-boundary=3 $TABLE" &&
	compile table gcc-ibt "gcc -fcf-protection=branch $TABLE" &&
	compile table gcc-thunks "gcc -mindirect-branch=thunk-extern
		-mfunction-return=thunk-extern $TABLE" &&
	compile table clang "clang -mstack-alignment=8 $TABLE"
}

# run NAME MODE COUNT OBJECTS-OR---list=FILE...
run() {
	local name=$1 mode=$2 count=$3 log=$dir/$1.log
	shift 3
	if "$dir/mutate" --mode="$mode" --seed=$SEED --count="$count" \
		--at-least=$AT_LEAST "$@" >"$log" 2>&1; then
		ok "mutate, $name: $(grep -m 1 "^$mode: " "$log")"
	else
		grep -A 1 '^UNNOTICED' "$log" | head -n 20
		not_ok "mutate, $name: $(grep -m 1 "^$mode: " "$log") ($log)"
	fi
}

stock_modules() {
	if [ "$kind" = full ]; then
		find "$(tests/corpus/fetch.sh)" -name '*.ko*' | LC_ALL=C sort
	else
		tests/corpus/corpus.sh list
	fi
}

case $kind in
full) compiled=20000 stock=40000 ;;
*) compiled=700 stock=700 ;;
esac

expect "mutate: the samples compile" compile_all
run compiled-frame frame $compiled "$dir"/frame/*.o
run compiled-table table $compiled "$dir"/table/*.o
list=$dir/modules.list
if stock_modules >"$list"; then
	run stock-modules table $stock --list="$list"
else
	not_ok "mutate, stock-modules: no kernel package"
fi
if [ -n "${SC_FRAME_OBJECTS:-}" ]; then
	find "$SC_FRAME_OBJECTS" -name '*.o' | LC_ALL=C sort >"$dir/frame.list"
	run kernel-objects frame $stock --list="$dir/frame.list"
fi
exit "$failed"
