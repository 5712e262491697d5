#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Build a kernel, and what modules need.
#
#	build-kernel.sh SOURCE OUT CONFIG [VARIABLE=VALUE...]
#
# The variables are for make.
set -eu

source=$1
out=$2
config=$3
shift 3
jobs=${JOBS:-$(nproc)}

mkdir -p "$out"
make -s -C "$source" O="$out" KCONFIG_ALLCONFIG="$config" allnoconfig
# What the tests count on must not have been dropped for a dependency.
for line in $(grep -E '^CONFIG_[A-Z0-9_]+=' "$config"); do
	case $line in
	*=n)	line="# ${line%=n} is not set"
		! grep -q "^${line#\# }=" "$out/.config" && continue ;;
	esac
	grep -qxF "$line" "$out/.config" || echo "$0: dropped: $line" >&2
done
make -s -C "$source" O="$out" -j"$jobs" "$@" bzImage modules
