#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Patches of an out-of-tree module are built from a kernel's headers, its image
# and its modules, without its source. No kernel runs. With SC_TEST=full more
# kernels.
set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/lib.sh
. tests/builder/lib.sh

K=$(realpath "$O/kpatch")
work=$(realpath -m "$O/tests/builder")/outside
diff=tests/builder/cases/outside.diff
rm -rf "$work"
mkdir -p "$work"

kernels=6.12
[ "${SC_TEST:-sample}" = sample ] || kernels='6.12 7.3 6.1'
[ $# -eq 0 ] || kernels=$*

# A Module.symvers instead of kpatch.ko, which need not be built for this
symvers=$work/Module.symvers
printf '0x0000001%d\t%s\tkpatch\tEXPORT_SYMBOL_GPL\t\n' \
	1 kpatch_register_within 2 kpatch_check 3 kpatch_unregister >"$symvers"

# build OUT [ARGUMENT...]: without a source, and with an empty cache
build() {
	local top=$O/boot/kernels/$kernel
	mkdir -p "$1"
	"$K" build --kernel="$release" --headers="$top/kdir" \
		--vmlinuz="$top/vmlinuz" --modules="$modules" --core="$symvers" \
		-o "$1" "${tools[@]}" "${@:2}"
}

# patch OUT [ARGUMENT...]: of the module
patch_module() {
	build "$1" --module="$source/kt_outside.ko" --module-source="$source" \
		"${@:2}"
}

make_module() {
	cp -r tests/builder/outside "$source" &&
		make -s -C "$O/boot/kernels/$kernel/kdir" M="$source" modules \
			>"$here/make.log" 2>&1 && return
	cat "$here/make.log"
	return 1
}

# sum_source: one for all that is in its folder
sum_source() {
	(cd "$source" && find . -type f -print0 | sort -z | xargs -0 sha256sum)
}

is_as_it_was() {
	sum_source | diff "$here/sum" -
}

has_functions() {
	local out
	out=$(patch_module "$here/one" "$diff" 2>&1) || {
		echo "$out"
		return 1
	}
	diff - <(sed -n 's/^\(kt_outside:[a-z_]*\): .*/\1/p' <<<"$out" | sort) <<-END
		kt_outside:find_word
		kt_outside:find_worth
		kt_outside:show_all
	END
}

# Both objects have find_worth(). What is changed is that of the second one.
has_position() {
	local line
	line=$(readelf -sW "$source/kt_outside.ko" | awk '$8 == "find_worth" { n++
		if ($3 == size) at = n } END { print at " of " n }' \
		size="$(readelf -p .modinfo "$here/one/kpatch_outside.ko" |
			sed -n 's/.*kpatch_func=kt_outside:find_worth,.*,//p')")
	readelf -p .modinfo "$here/one/kpatch_outside.ko" |
		grep -q "kpatch_func=kt_outside:find_worth,${line% of 2}," && return
	echo "$line"
	return 1
}

builds_same() {
	patch_module "$here/two" --keep="$here/elsewhere" "$diff" &&
		cmp "$here/one/kpatch_outside.ko" "$here/two/kpatch_outside.ko"
}

# Another module may have a file of the same name.
names_sources() {
	readelf -p .note.kpatch "$here/one/kpatch_outside.ko" |
		grep -o 'kt_outside\.ko/[a-z/]*\.c' | sort | diff - <(printf '%s\n' \
			kt_outside.ko/parts/count.c kt_outside.ko/show.c)
}

# The folder of the build is not in the module, and so it is not in __FILE__.
has_no_paths() {
	! strings -a "$here/two/kpatch_outside.ko" | grep -F "$here/elsewhere"
}

# refused TEXT COMMAND...
refused() {
	local out
	! out=$("${@:2}" 2>&1) && grep -F -- "$1" <<<"$out" && return
	echo "$out"
	return 1
}

# change_file FILE SCRIPT: a diff of what sed's SCRIPT changes in the source
change_file() {
	mkdir -p "$here/a/$(dirname "$1")" "$here/b/$(dirname "$1")"
	cp "$source/$1" "$here/a/$1"
	sed "$2" "$source/$1" >"$here/b/$1"
	(cd "$here" && diff -u "a/$1" "b/$1") >"$here/changed.diff"
	[ -s "$here/changed.diff" ]
}

check_refusals() {
	change_file unused.c 's/old/new/'
	expect "$kernel: a file that no module has is refused" \
		refused 'unused.o' patch_module "$here/no" "$here/changed.diff"
	change_file other.c 's/old/new/'
	expect "$kernel: a file of another module is refused" \
		refused 'it is a part of the module kt_other, not of' \
		patch_module "$here/no" "$here/changed.diff"
	sed 's/find_word/find_nothing/' "$diff" >"$here/changed.diff"
	expect "$kernel: a diff that does not apply is refused" \
		refused 'show.c' patch_module "$here/no" "$here/changed.diff"
	printf '%s\n' '--- a/gone.c' '+++ b/gone.c' '@@ -1 +1 @@' -a +b >"$here/changed.diff"
	expect "$kernel: a file that is not there is refused" \
		refused "gone.c: the module's source has no such file" \
		patch_module "$here/no" "$here/changed.diff"
	expect "$kernel: a module without its source is refused" \
		refused '--module=FILE.ko and --module-source=DIR go together' \
		build "$here/no" --module="$source/kt_outside.ko" "$diff"
	expect "$kernel: a source without its module is refused" \
		refused '--module=FILE.ko and --module-source=DIR go together' \
		build "$here/no" --module-source="$source" "$diff"
	expect "$kernel: the kernel's own source is needed otherwise" \
		refused '--vmlinuz and --modules go together, with --source and --headers' \
		build "$here/no" "$diff"
	sed -i "s/vermagic=$release /vermagic=${release//[0-9]/0} /" "$source/kt_outside.ko"
	expect "$kernel: a module of another kernel is refused" \
		refused 'kt_outside.ko: it was built for kernel' \
		patch_module "$here/no" "$diff"
}

check_kernel() {
	here=$work/$kernel
	source=$here/source
	mkdir -p "$here"
	find_tools
	release=$(cat "$O/boot/kernels/$kernel/release")
	modules=$O/boot/kernels/$kernel/unpacked/lib/modules/$release
	[ -d "$modules" ] || modules=$O/boot/kernels/$kernel/unpacked/usr/lib/modules/$release
	expect "$kernel: an out-of-tree module is built" make_module || return
	printf 'obj-m += kt_other.o\nkt_other-y := other.o\n' >>"$source/Kbuild"
	printf 'int kt_word(void);\nint kt_word(void)\n{\n\treturn sizeof("old");\n}\n' |
		tee "$source/other.c" >"$source/unused.c"
	sum_source >"$here/sum"
	expect "$kernel: a patch of two of its objects" has_functions
	expect "$kernel: of two functions of one name it is the right one" has_position
	expect "$kernel: the same bytes, built elsewhere" builds_same
	expect "$kernel: no paths" has_no_paths
	expect "$kernel: its sources have the module's name" names_sources
	expect "$kernel: nothing is written to the source" is_as_it_was
	check_refusals
}

for kernel in $kernels; do
	tests/boot/kernel.sh "$kernel" "$O/boot/kernels/$kernel" >"$work/kernel.log" 2>&1 || {
		cat "$work/kernel.log"
		not_ok "$kernel: its packages"
		continue
	}
	check_kernel
done
exit "$failed"
