#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Match random files of a kernel's source with the kernel, and print a table.
#
#	match.sh KERNEL COUNT SEED [OPTION...]
#
# KERNEL is a release that `kpatch build --prepare` has prepared; options, as
# --cache, go to kpatch. SOURCE names a folder with all of the source: the cache
# has drivers only as they are needed.
set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/lib.sh

[ $# -ge 3 ] || {
	sed -n '5s/^#\t/usage: /p' "$0" >&2
	exit 2
}
kernel=$1 count=$2 seed=$3
shift 3
K=$(realpath "$O/kpatch")
source=${SOURCE:?names no folder with the source}
exec python3 tests/builder/match.py "$count" "$seed" "$source" \
	"$K" build --kernel="$kernel" "$@"
