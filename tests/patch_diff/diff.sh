#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Random diffs: applied as patch and git apply do, and marked so that lines that
# are not changed keep their numbers. Another seed: SEED=N.
set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/lib.sh

rounds=100
lines=25
[ "${SC_TEST:-sample}" != full ] || { rounds=2000 lines=300; }
program=$O/tests/patch_diff/apply_patch

expect "diffs are applied as patch and git apply do" \
	/usr/bin/python3 tests/patch_diff/compare.py "$program" "$rounds" "${SEED:-1}"
expect "what is not changed is compiled with its line numbers" \
	/usr/bin/python3 tests/patch_diff/line_numbers.py "$program" "$lines" "${SEED:-1}"
exit "$failed"
