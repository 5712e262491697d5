#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# What stackcheck does, shown on real kernel modules and on a bad sample.
set -u
cd "$(dirname "$0")/.." || exit 1
. tests/lib.sh

say() {
	local bold='' plain=''
	[ ! -t 1 ] || bold=$'\033[1m' plain=$'\033[0m'
	printf '\n%s%s%s\n' "$bold" "$*" "$plain"
}

# Show a command, then run it.
run() {
	echo "\$ $*"
	"$@"
}

# Of the kernel that tests/boot/demo.sh has booted, if its package has them.
kernel=build/boot/kernels/$(cat build/boot/demo-kernel 2>/dev/null)/unpacked
modules=$(find "$kernel"/usr/lib/modules/*/kernel "$kernel"/lib/modules/*/kernel -maxdepth 0 \
	2>/dev/null | head -n 1)
if { [ -n "$modules" ] || modules=$(tests/corpus/fetch.sh)/lib/modules; } &&
	[ -d "$modules" ]; then
	say "1. Stock kernel modules of Debian: every function's stack is proved."
	echo "   (Unpacked from their package; nothing is installed.)"
	run "$SC" check --stats "$modules"
	real=$?
else
	say "1. No kernel package can be had; the samples in tests/ must do."
	mkdir -p "$O/demo/samples"
	for rule in callee-saved stack-mismatch return-modified; do
		rule_example "$rule" Mended "$O/demo/samples/$rule"
	done
	run "$SC" check --mode=table "$O/demo/samples"
	real=$?
fi
echo "   exit code $real: $([ "$real" -eq 0 ] && echo no finding ||
	echo something is wrong)"

say "2. A bad sample: a function that sometimes pushes a register."
rule_example stack-mismatch Bad "$O/demo/bad" || exit 1
sed 's/^/   | /' "$O/demo/bad/example.s"
run "$SC" check --mode=table "$O/demo/bad/example.o"
flagged=$?
echo "   exit code $flagged: the sample is flagged, as it must be"

say "3. What that means, and how to mend it."
run "$SC" explain stack-mismatch | sed 's/^/   /'

[ "$real" -eq 0 ] && [ "$flagged" -eq 1 ]
