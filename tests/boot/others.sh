#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The suite of the other kernels: all scenarios on each; and the kernel's own
# style check, which comes with the sources of one.
cd "$(dirname "$0")/../.." || exit 1
status=0
for kernel in 6.12-rt 6.12-cloud 6.1 fp debug; do
	tests/boot/run.sh "$kernel" "${O:-build}/boot" all || status=1
done
tests/boot/checkpatch.sh "${O:-build}/boot/kernels" || status=1
exit $status
