#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Objects written by hand become whole patch modules, for kernels that lay modules
# out in different ways. What is in them is read by other programs. No kernel
# runs. With SC_TEST=full more kernels.
set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/lib.sh

make=$(realpath "$O/tests/builder/make_module")
step=$(realpath "$O/stackcheck-kbuild")
top=$PWD
work=$(realpath -m "$O/tests/builder")/link
rm -rf "$work"
mkdir -p "$work"
symvers=$work/Module.symvers
printf '0x0000001%d\t%s\tkpatch\tEXPORT_SYMBOL_GPL\t\n' \
	1 kpatch_register_within 2 kpatch_check 3 kpatch_unregister >"$symvers"

kernels=6.12
[ "${SC_TEST:-sample}" = sample ] || kernels='6.12 7.3 6.1'
[ $# -eq 0 ] || kernels=$*

# compile OBJECT SOURCE [OPTION...]: as `kpatch build` does it, without the step
compile() {
	local dir=$here/${1%.o}
	mkdir -p "$dir"
	cp "tests/builder/$2" "$dir/new.c"
	: >"$dir/other.c"
	printf '%s\n' 'obj-m := both.o' 'both-y := new.o other.o' \
		'OBJECT_FILES_NON_STANDARD := y' >"$dir/Kbuild"
	make -s -C "$kdir" M="$dir" \
		KCFLAGS="-g0 -fmacro-prefix-map=$dir/= -ffunction-sections -fdata-sections ${*:3}" \
		new.o >"$dir/log" 2>&1 && cp "$dir/new.o" "$here/$1" && return
	cat "$dir/log"
	return 1
}

# plan OBJECT...: for both objects, or one of them
plan() {
	cat <<-END
		name kp_built
		build_id 0123456789abcdef0123456789abcdef01234567
		diff_hash 00112233
		source fs/proc/cmdline.c
		func - cmdline_proc_show 0 0xffffffff81234560 64 new_cmdline_proc_show
		ref hidden_text - hidden_text.0 2
		ref hidden_call - hidden_call 0
		ref __SCT__hidden_key - __SCT__hidden_key 0
		ref __SCK__hidden_key - __SCK__hidden_key 0
		ref __SCT__hidden_hook - __SCT__hidden_hook 0
	END
	printf 'object %s\n' "$@"
	[ $# -lt 2 ] || cat <<-END
		func kt_target kt_value 0 0x40 32 new_value
		ref inner_call kt_target inner_call 0
		ref inner_count kt_target inner_count 3
	END
}

# built PLAN WORK OUT [SYMVERS]
built() {
	mkdir -p "$2"
	"$make" "$1" "$kdir" "$2" "$step" "$top/kmod/kpatch.h" \
		"${4:-$symvers}" "$3"
}

# refused TEXT PLAN [SYMVERS]
refused() {
	local out
	! out=$(built "$2" "$here/refused" "$here/refused.ko" "${3:-$symvers}" 2>&1) &&
		grep -F -- "$1" <<<"$out" && return
	echo "$out"
	return 1
}

symbols() {
	readelf -sW "$ko" | awk '$7 == "UND" && $8 || /0xff20/ { print $NF }' | sort
}

has_symbols() {
	printf '%s\n' '.klp.sym.vmlinux.hidden_text.0,2' '.klp.sym.vmlinux.hidden_call,0' \
		'.klp.sym.vmlinux.__SCT__hidden_key,0' '.klp.sym.vmlinux.__SCK__hidden_key,0' \
		'.klp.sym.vmlinux.__SCT__hidden_hook,0' '.klp.sym.vmlinux.__SCK__hidden_hook,0' |
		sort | diff - <(symbols | grep klp) &&
		! symbols | grep -E '^(hidden|inner|__SCT__hidden)'
}

# Each section of livepatch relocations: name, its flags, what it changes.
has_sections() {
	local names
	names=$(readelf -SW "$ko" | sed -n 's/^  \[ *[0-9]*\] \(\.klp\.[^ ]*\) *RELA.* AIo .*/\1/p')
	[ "$(grep -c . <<<"$names")" -eq 3 ] &&
		grep -q '^\.klp\.rela\.vmlinux\.\.text' <<<"$names" &&
		grep -q '^\.klp\.rela\.vmlinux\.\.data' <<<"$names" &&
		grep -qx '\.klp\.rela\.vmlinux\.\.static_call_sites' <<<"$names"
}

relocations_of() {
	readelf -rW "$ko" | awk -v name="'$1'" '/^Reloc/ { inside = $3 == name }
		inside && /R_X86/ { print $3, $5, $6, $7 }'
}

static_calls_have_keys() {
	diff - <(relocations_of .klp.rela.vmlinux..static_call_sites | sort) <<-'END'
		R_X86_64_PC32 .klp.sym.vmlinux.__SCK__hidden_hook,0 + 0
		R_X86_64_PC32 .klp.sym.vmlinux.__SCK__hidden_key,0 + 0
	END
}

# The tables that the step makes, and its trust table
has_tables() {
	local name
	for name in .return_sites .retpoline_sites .orc_unwind .orc_unwind_ip __bug_table \
		__mcount_loc .stackcheck; do
		readelf -SW "$ko" | grep -q " $name " || { echo "no $name"; return 1; }
	done
	"$SC" trust --dump "$ko" | grep '^functions .*(100.000 %)'
}

# Entries of kpatch.ko: sympos and type of each, by the layout of kpatch.h.
has_dynrelas() {
	local at sec
	read -r at sec < <(readelf -sW "$ko" |
		awk '$8 == "kpatch_glue_relas_1" { print $2, $7 }')
	objcopy -O binary --only-section=.data --set-section-flags .data=alloc \
		"$ko" "$here/data" 2>/dev/null
	od -An -t d8 -v -w56 -j $((16#$at)) -N 168 "$here/data" |
		awk '{ print $3, $4 }' | sort -n >"$here/entries"
	# PLT32 is 4, PC32 2, 64 is 1; inner_count has number 3
	diff - "$here/entries" <<-END && [ -n "$sec" ]
		1 3
		2 3
		4 0
	END
}

# For the kernel's livepatch code: what a module has is its to resolve as well.
has_livepatch_form() {
	local name
	for name in .klp.sym.kt_target.inner_call,0 .klp.sym.kt_target.inner_count,3 \
		.klp.sym.vmlinux.hidden_call,0 klp_enable_patch; do
		symbols | grep -qx -F -- "$name" || { echo "no $name"; return 1; }
	done
	! symbols | grep kpatch_ &&
		readelf -SW "$ko" | grep -q ' \.klp\.rela\.kt_target\.\.text.* AIo ' &&
		readelf -SW "$ko" | grep -q ' \.klp\.rela\.kt_target\.\.data.* AIo '
}

no_versions_of_livepatch() {
	! readelf -p __versions "$ko" 2>/dev/null | grep -E 'klp|hidden|inner'
}

no_paths() {
	! strings -a "$ko" | grep -F -e "$work" -e "$top"
}

check_kernel() {
	kdir=$(realpath "$O/boot/kernels/$1/kdir")
	here=$work/$1
	mkdir -p "$here"
	expect "$1: an object of vmlinux compiles" compile vmlinux.o new_vmlinux.c || return
	expect "$1: an object of a module compiles" compile module.o new_module.c || return
	compile bad.o new_vmlinux.c -DPLACEHOLDER
	compile odd.o new_vmlinux.c -DODD_STACK
	plan "$here/vmlinux.o" "$here/module.o" >"$here/plan"
	ko=$here/kp_built.ko
	expect "$1: a module of both" built "$here/plan" "$here/one" "$ko"
	[ -e "$ko" ] || return
	expect "$1: symbols of the kernel are livepatch symbols" has_symbols
	expect "$1: their relocations are in sections of their own" has_sections
	expect "$1: static calls name their keys" static_calls_have_keys
	expect "$1: the step has run before" has_tables
	expect "$1: symbols of the module are entries" has_dynrelas
	expect "$1: no version names what is not exported" no_versions_of_livepatch
	expect_line "$1: kpatch info tells the functions" \
		'^  kt_value: at 0x40, 32 bytes$' "$O/kpatch" info "$ko"
	expect_line "$1: and the files" '^source: +fs/proc/cmdline.c$' "$O/kpatch" info "$ko"
	expect "$1: no paths" no_paths
	{ echo format livepatch && cat "$here/plan"; } >"$here/plan.livepatch"
	ko=$here/livepatch.ko
	expect "$1: a module for the kernel's livepatch" \
		built "$here/plan.livepatch" "$here/livepatch" "$ko" -
	expect "$1: livepatch symbols are of vmlinux and of the module" has_livepatch_form
	expect_line "$1: kpatch info tells what loads it" \
		'^engine: *livepatch$' "$O/kpatch" info "$ko"
	expect_line "$1: kpatch info tells its functions" \
		'^  kt_value: at 0x40, 32 bytes$' "$O/kpatch" info "$ko"
	expect_line "$1: kpatch load refuses it in another build of the kernel" \
		'built for (kernel .*; this is|the kernel with build-id)' "$O/kpatch" load "$ko"
	ko=$here/kp_built.ko
	expect "$1: again, elsewhere" built "$here/plan" "$here/another/place" "$here/again.ko"
	expect "$1: the same bytes" cmp "$ko" "$here/again.ko"
	! grep -q '^CONFIG_MODVERSIONS=y' "$kdir/include/config/auto.conf" ||
		expect "$1: without the versions of kpatch.ko it is refused" \
			refused 'has no version of kpatch_' "$here/plan" -
	plan "$here/bad.o" >"$here/plan.bad"
	expect "$1: a placeholder is refused" \
		refused 'holds the placeholder of a runtime constant' "$here/plan.bad"
	plan "$here/odd.o" >"$here/plan.bad"
	expect "$1: a function whose stack is not sure is refused" \
		refused 'the stack of its code is not sure: new_cmdline_proc_show+0x' \
		"$here/plan.bad"
	plan "$here/vmlinux.o" | sed '/hidden_call/d' >"$here/plan.bad"
	expect "$1: a symbol of nobody is refused" \
		refused 'the kernel does not export hidden_call' "$here/plan.bad"
}

for kernel in $kernels; do
	tests/boot/kernel.sh "$kernel" "$O/boot/kernels/$kernel" >"$work/kernel.log" 2>&1 || {
		cat "$work/kernel.log"
		not_ok "$kernel: its headers"
		continue
	}
	check_kernel "$kernel"
done
exit "$failed"
