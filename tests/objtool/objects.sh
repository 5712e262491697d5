#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Objects of Linux 6.12 as the compiler leaves them, before any objtool.
#
#	objects.sh DIR SET OBJECT...
#
# OBJECT is a path in the source, or a folder with a slash behind it. They are
# compiled from Debian's source package with Debian's configuration, and copied
# to DIR/SET. These sets change something:
#	sls	returns and indirect jumps are not made thunks
#	pic	code that is moved before it runs
#	entry	what marks code without instrumentation, and all OBJECTs
#		linked to DIR/entry.o
#	kasan	KASAN and its kind
#	clang	clang, and kCFI with it; CLANG=PREFIX names its programs
# Nothing is done if DIR/SET is there. DEBS is as for tests/boot/kernel.sh.
set -eu
cd "$(dirname "$0")/../.."

dir=$1 set=$2
shift 2
O=${O:-build}
[ -e "$dir/$set/done" ] && exit 0
mkdir -p "$dir/$set"
dir=$(realpath "$dir")
source=${SC_LINUX_SOURCE:-$O/boot/kernels/source}
tests/boot/kernel.sh 6.12 "$O/boot/kernels/6.12" >&2
[ -n "${SC_LINUX_SOURCE:-}" ] || tests/boot/kernel.sh source "$source" >&2
[ ! -e "$source/src" ] || source=$source/src
source=$(realpath "$source")

tree=$dir/tree-$set flags='' cc=() options=()
case $set in
sls)	flags="-mfunction-return=keep -mindirect-branch=keep" ;;
pic)	flags="-fPIC -mcmodel=small" ;;
entry)	options=(-e DEBUG_KERNEL -e DEBUG_ENTRY) ;;
kasan)	options=(-e KASAN -e KASAN_GENERIC -e UBSAN) ;;
clang)	options=(-e CFI_CLANG)
	cc=(CC="${CLANG:-clang}" HOSTCC=gcc) ;;
*)	tree=$dir/tree ;;
esac

build() {
	make -s -k -C "$source" O="$tree" -j"${JOBS:-$(nproc)}" "${cc[@]}" \
		objtool=/bin/true KCFLAGS="-w $flags" "$@"
}

# Debug information would only cost time, and keys are not there.
configure() {
	mkdir -p "$tree"
	cp "$O/boot/kernels/6.12/kdir/.config" "$tree/.config"
	"$source/scripts/config" --file "$tree/.config" -d DEBUG_INFO_BTF \
		-d DEBUG_INFO_DWARF5 -d DEBUG_INFO_DWARF_TOOLCHAIN_DEFAULT \
		-e DEBUG_INFO_NONE -d MODULE_SIG -d RUST \
		--set-str SYSTEM_TRUSTED_KEYS "" "${options[@]}"
	build olddefconfig && build prepare
}

[ -e "$tree/include/generated/asm-offsets.h" ] || configure >&2
build "$@" >&2
for object; do
	case $object in
	*/)	find "$tree/$object" -name '*.o' ;;
	*)	echo "$tree/$object" ;;
	esac
done | while read -r file; do
	name=${file#"$tree"/}
	cp "$file" "$dir/$set/${name//\//,}"
done
[ "$set" != entry ] || ld -r -o "$dir/entry.o" "$dir"/entry/*.o
touch "$dir/$set/done"
