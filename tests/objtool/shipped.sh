#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# A distribution's modules as objects to compare with objtool: what objtool has
# written is taken out of each, the step writes it again, and both are compared.
#
#	shipped.sh [KERNEL [sample|full]]
#
# The link that comes after objtool may have put sections into another order, so
# the order of a table's entries is not compared.
#
# KERNEL is one of tests/boot/kernel.sh. Without one it is 6.12, and five of
# Debian's where SC_TEST is full. The options of the step are those that the
# kernel's own build gives objtool for a module.
set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/lib.sh
. tests/objtool/bare.sh

if [ $# -eq 0 ] && [ "${SC_TEST:-}" = full ]; then
	for kernel in 6.1 6.12 6.12-13 7.2 7.3; do
		tests/objtool/shipped.sh "$kernel" full || failed=1
	done
	exit "$failed"
fi
kernel=${1:-6.12}
dir=$O/boot/kernels/$kernel
tests/boot/kernel.sh "$kernel" "$dir" >/dev/null || {
	not_ok "shipped: no kernel $kernel"
	exit 1
}
make_work
# as they are now, whatever is built meanwhile
cp "$O/stackcheck-kbuild" "$O/tests/objtool/compare" "$work"
step=$work/stackcheck-kbuild compare=$work/compare
KERNELRELEASE=$(cat "$dir/release")
export step compare work KERNELRELEASE

# one MODULE: its name, then what compare says
one() {
	local here
	here=$(mktemp -d -p "$work")
	cd "$here" || return
	echo "module ${1#*/kernel/}"
	if bare "$1"; then
		# shellcheck disable=SC2086 # options are words
		STACKCHECK_OBJTOOL=none "$step" $options made.ko >log 2>&1 ||
			tail -n 1 log
		"$compare" --any-order shipped.ko made.ko
	fi
	cd / && rm -rf "$here"
}
export -f one bare plain_module

options=$(recorded_options "$dir")
export options
expect "shipped $kernel: the build says what it asks of objtool" \
	grep -q -- --orc <<<"$options"
mapfile -t list < <(SC_CORPUS=$(realpath "$dir")/unpacked tests/corpus/corpus.sh list \
	"${2:-${SC_TEST:-sample}}")
report=$O/tests/objtool/shipped-$kernel
printf '%s\0' "${list[@]}" | xargs -0 -n 1 -P "$(nproc)" bash -c \
	'one "$0" >"$(mktemp -p "$work" report.XXXXXXXX)" 2>&1'
find "$work" -name 'report.*' -exec cat {} + >"$report"

# What the link of a module drops is known, and why (shipped.classes).
awk -v kernel="$kernel" -f tests/objtool/shipped.awk \
	tests/objtool/shipped.classes "$report" >"$work/summary"
cat "$work/summary"
expect "shipped $kernel: all ${#list[@]} modules were compared" \
	test "$(grep -c '^code equal' "$report")" -eq "${#list[@]}"
expect "shipped $kernel: each difference has a class" \
	sh -c '! grep "^unknown" "$work/summary"'
exit "$failed"
