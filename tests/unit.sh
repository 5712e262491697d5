#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Every unit test program, with its results as lines of the driver's form.
cd "$(dirname "$0")/.." || exit 1
. tests/lib.sh

export CMOCKA_MESSAGE_OUTPUT=TAP
for source in tests/unit/test_*.c; do
	name=$(basename "$source" .c)
	out=$("$O/tests/unit/$name" 2>&1)
	code=$?
	sed -E "s/^(not )?ok [0-9]+ - /\1ok $name: /" <<<"$out"
	if [ "$code" -ne 0 ]; then
		failed=1
		grep -q '^not ok' <<<"$out" || not_ok "$name: exit $code"
	fi
done
exit "$failed"
