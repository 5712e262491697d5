#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# The kernel's own test modules of livepatch, from Debian's source package, through
# livepatch and through kpatch.ko. They are built against the kernel that is booted.
# And a livepatch with relocations against a module, made as `kpatch build` makes it.
#
#	livepatch.sh [BUILD]
#
# BUILD/../tests/builder/make_module has to be built.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$here/../.." && pwd)
build=${1:-$top/${O:-build}/boot}
kernel=6.12
mkdir -p "$build/livepatch"
build=$(cd "$build" && pwd)
kdir=$build/kernels/$kernel/kdir
work=$build/livepatch

"$here/kernel.sh" "$kernel" "$build/kernels/$kernel" >&2
"$here/kernel.sh" livepatch "$build/kernels/livepatch" >&2
rm -rf "$work"
mkdir -p "$work/extra/modules" "$work/related"

# quietly WHAT COMMAND...: what it says is shown if it fails
quietly() {
	what=$1
	shift
	"$@" >"$work/build.log" 2>&1 && return
	cat "$work/build.log"
	echo "not ok $kernel: build of $what"
	exit 1
}

cp -r "$build/kernels/livepatch/src/tools/testing/selftests/livepatch/test_modules" \
	"$work/"
quietly "the kernel's test modules" make -s -C "$kdir" M="$work/test_modules" modules

# kt_value() of the test module kt_target calls kt_other(), which is not exported.
cd "$work/related"
cat >new.c <<'END'
const char *kt_other(void);
const char *new_value(void);
const char *new_value(void)
{
	return *kt_other() == 'o' ? "related" : "astray";
}
END
: >other.c
printf '%s\n' 'obj-m := both.o' 'both-y := new.o other.o' \
	'OBJECT_FILES_NON_STANDARD := y' >Kbuild
quietly "an object" make -s -C "$kdir" M="$PWD" \
	KCFLAGS='-g0 -ffunction-sections -fdata-sections' new.o
cat >plan <<END
format livepatch
name kp_lp_related
build_id 0123456789abcdef0123456789abcdef01234567
diff_hash 00112233
source kt_target.c
object $PWD/new.o
func kt_target kt_value 0 0x40 32 new_value
ref kt_other kt_target kt_other 0
END
quietly "a livepatch with relocations" "$build/../tests/builder/make_module" plan \
	"$kdir" "$PWD/work" "$(realpath "$build/../stackcheck-kbuild")" \
	"$top/kmod/kpatch.h" - "$PWD/kp_lp_related.ko"

for module in "$work"/test_modules/*.ko; do
	strip --strip-debug -o "$work/extra/modules/${module##*/}" "$module"
done
# strip would number its symbols anew, and not in its livepatch relocations.
cp "$work/related/kp_lp_related.ko" "$work/extra/modules/"
EXTRA=$work/extra exec "$here/run.sh" "$kernel" "$build" \
	klp_functions klp_callbacks klp_busy klp_state klp_related
