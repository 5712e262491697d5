#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The suite of the other kernels: all scenarios on each.
cd "$(dirname "$0")/../.." || exit 1
status=0
for kernel in 6.1 fp debug; do
	tests/boot/run.sh "$kernel" "${O:-build}/boot" all || status=1
done
exit $status
