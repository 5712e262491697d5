#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# All scenarios where every frame must be trusted; then stacks interrupted at
# random while the kernel preempts itself everywhere, by both walks.
cd "$(dirname "$0")/../.." || exit 1
build=${O:-build}/boot
status=0
for kernel in 6.12 fp; do
	TRUST=all tests/boot/run.sh $kernel "$build" all || status=1
	APPEND=preempt=full TIMEOUT=3600 \
		tests/boot/run.sh $kernel "$build" sampler || status=1
	grep -a -o 'sampler stacks=.*' "$build/$kernel/console" || :
done
exit $status
