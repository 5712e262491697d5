#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Boot the newest kernel that this system's apt knows and patch it: /proc changes
# and changes back; a busy function refuses, naming its blocker; the same patch
# goes in once the blocker has left.
#
#	demo.sh BUILD
#
# KERNEL names another series (6.12). The series is left in BUILD/demo-kernel.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
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
echo "$kernel" >"$1/demo-kernel"
echo "demo: Linux $kernel, the newest that apt knows here"
"$here/run.sh" "$kernel" "$1" demo | grep -v '^ok'
grep -q '^ok demo' "$1/$kernel/result.txt"
