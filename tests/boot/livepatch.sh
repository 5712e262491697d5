#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Livepatches, through livepatch and through kpatch.ko: those of the kernel's own
# tests, from Debian's source package, with the scripts that use them; and one with
# relocations against a module, made as `kpatch build` makes it. They are built
# against the kernel that is booted.
#
#	livepatch.sh [BUILD [KERNEL]]
#
# The kernel's own tests are those of 6.12. With another kernel only the last one.
# BUILD/../tests/builder/make_module has to be built. Environment: SCENARIOS, for some
# of them alone.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$here/../.." && pwd)
build=${1:-$top/${O:-build}/boot}
kernel=${2:-6.12}
mkdir -p "$build/livepatch"
build=$(cd "$build" && pwd)
kdir=$build/kernels/$kernel/kdir
work=$build/livepatch

"$here/kernel.sh" "$kernel" "$build/kernels/$kernel" >&2
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

# put_programs: what the scripts need and busybox does not have
put_programs() {
	mkdir -p "$selftests/bin"
	for program in bash diff date stat getconf /sbin/insmod /sbin/rmmod \
		/sbin/modinfo /sbin/sysctl; do
		program=$(command -v "$program")
		cp -L "$program" "$selftests/bin/"
		ldd "$program" | grep -o '/[^ ]*'
	done | sort -u | while read -r library; do
		mkdir -p "$work/extra/${library%/*}"
		cp -L "$library" "$work/extra/$library"
	done
}

# split SCRIPT: each of its tests becomes a script of its own, with all that comes
# before the first, and the names of modules that are set before it
split() {
	name=${1##*/}
	awk -v to="$selftests/livepatch/${name%.sh}" '
	/^start_test/ { file = sprintf("%s.%02d", to, ++n); printf "%s", head >file }
	file { print >file }
	file && !/^MOD_[A-Z0-9_]*=/ { next }
	{ head = head $0 "\n" }' "$1"
}

# The scripts as they are, for livepatch. For kpatch.ko the same with other functions.
put_scripts() {
	mkdir -p "$selftests/livepatch" "$selftests/kpatch"
	for script in "$theirs"/test-*.sh; do
		split "$script"
	done
	${CC:-cc} -O2 -static -o "$selftests/livepatch/test_klp-call_getpid" \
		"$theirs/test_klp-call_getpid.c"
	for file in "$selftests"/livepatch/*; do
		case $file in
		*.[0-9][0-9])
			# shellcheck disable=SC2016
			sed 's,(/sys/kernel/livepatch/\*),($(in_use)),' "$file" \
				>"$selftests/kpatch/${file##*/}" ;;
		*)	cp "$file" "$selftests/kpatch/" ;;
		esac
	done
	cp "$theirs/functions.sh" "$selftests/livepatch/"
	cp "$here/selftests/functions.sh" "$selftests/kpatch/"
	for way in livepatch kpatch; do
		ln -s /modules "$selftests/$way/test_modules"
	done
}

# Sets $scenarios.
kernels_own() {
	"$here/kernel.sh" livepatch "$build/kernels/livepatch" >&2
	theirs=$build/kernels/livepatch/src/tools/testing/selftests/livepatch
	selftests=$work/extra/selftests
	cp -r "$theirs/test_modules" "$work/"
	quietly "the kernel's test modules" make -s -C "$kdir" \
		M="$work/test_modules" modules
	for module in "$work"/test_modules/*.ko; do
		strip --strip-debug -o "$work/extra/modules/${module##*/}" "$module"
	done
	put_programs
	put_scripts
	scenarios="klp_functions klp_callbacks klp_busy klp_state klp_scripts"
}

scenarios=
[ "$kernel" != 6.12 ] || kernels_own

# kt_value() of the test module kt_target calls kt_other(), which is not exported.
cd "$work/related"
cat >new.c <<'END'
const char *kt_other(void);
const char *new_value(void);
const char *new_value(void)
{
	return *kt_other() == 'o' ? "related" : "astray";
}

int new_sleep(void);
int new_sleep(void)
{
	return 2;
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
func kt_target kt_sleep 0 0x80 32 new_sleep
ref kt_other kt_target kt_other 0
END
quietly "a livepatch with relocations" "$build/../tests/builder/make_module" plan \
	"$kdir" "$PWD/work" "$(realpath "$build/../stackcheck-kbuild")" \
	"$top/kmod/kpatch.h" - "$PWD/kp_lp_related.ko"

# strip would number its symbols anew, and not in its livepatch relocations.
cp "$work/related/kp_lp_related.ko" "$work/extra/modules/"
# shellcheck disable=SC2086
EXTRA=$work/extra exec "$here/run.sh" "$kernel" "$build" \
	${SCENARIOS:-$scenarios klp_related klp_related_each}
