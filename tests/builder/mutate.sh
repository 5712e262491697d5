#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Patch random functions of random files, and compare what is in the modules with
# what was changed: tests/builder/mutate.py.
#
#	mutate.sh KERNEL COUNT SEED [OPTION...]
#
# KERNEL is a release that `kpatch build --prepare` has prepared; options, as
# --cache and --core, go to kpatch. SOURCE names a folder with all of the
# source. FILES may name a list of files to take, rather than random ones.
set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/lib.sh

[ $# -ge 3 ] || {
	sed -n '6s/^#\t/usage: /p' "$0" >&2
	exit 2
}
kernel=$1 count=$2 seed=$3
shift 3
make_work
K=$(realpath "$O/kpatch")
source=${SOURCE:?names no folder with the source}
python3 tests/builder/mutate.py "$count" "$seed" "$source" "$work" \
	"$K" build --kernel="$kernel" "$@"
