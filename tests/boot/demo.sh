#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# From a diff to a patch in a running kernel: the newest one that this system's apt
# knows is prepared for `kpatch build`, a module is built from the diff, and the
# kernel is booted. /proc changes and changes back. Then a busy function refuses,
# naming its blocker, and the same patch goes in once the blocker has left.
#
#	demo.sh BUILD
#
# KERNEL names another series (6.12). The series is left in BUILD/demo-kernel.
# KPATCH_CACHE names the folder of prepared kernels; BUILD/../builder/cache else.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
diff=$here/../builder/cases/cmdline.diff
kernel=${KERNEL:-$("$here/images.sh" --series)}
if [ -z "$kernel" ]; then
	as_root=()
	[ "$(id -u)" -eq 0 ] || as_root=(sudo)
	"${as_root[@]}" apt-get update >&2
	kernel=$("$here/images.sh" --series)
fi
[ -n "$kernel" ] || {
	echo "demo: apt knows no linux-image package for amd64" >&2
	exit 1
}
mkdir -p "$1"
build=$(cd "$1" && pwd)
cache=${KPATCH_CACHE:-$(realpath -m "$build/../builder/cache")}
modules=$build/demo/modules
K=$(realpath "$build/../kpatch")
echo "$kernel" >"$build/demo-kernel"

say() {
	printf '\n# %s\n' "$*"
}

# Show a command as a user would type it, then run it with what the demo needs.
kpatch_build() {
	echo "\$ kpatch build $*"
	"$K" build --kernel="$release" --cache="$cache" "$@"
}

say "Linux $kernel, the newest that apt knows here: its packages, and kpatch.ko"
core=$("$here/run.sh" "$kernel" "$build" --modules)
release=$(cat "$build/kernels/$kernel/release")
echo "$release"

say "once for each kernel: up to 300 MB of packages, a minute, and 600 MB of disk"
kpatch_build --prepare --packages="$build/kernels/$kernel/debs"
du -sh "$cache/kernels/$release"-*

say "a diff of the kernel's source"
cat "$diff"

say "a patch module from it"
rm -rf "$modules"
mkdir -p "$modules"
started=$EPOCHREALTIME
kpatch_build --core="$core" -o "$modules" "$diff"
built=$(bc <<<"scale=1; ($EPOCHREALTIME - $started) / 1")
echo "built in $built s"

say "the kernel boots under qemu, in software: that takes a minute"
EXTRA=$build/demo "$here/run.sh" "$kernel" "$build" demo | grep -v '^ok'
grep -q '^ok demo' "$build/$kernel/result.txt"
loaded=$(sed -n 's/^loaded in \(.*\) s$/\1/p' "$build/$kernel/result.txt")
say "from the diff to the patch in the kernel: $(bc <<<"$built + $loaded") s"
