#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Units and golden cases, built with the address and undefined-behaviour
# sanitizers. `make SAN=1 check` runs everything else with them as well.
cd "$(dirname "$0")/.." || exit 1
. tests/lib.sh

unset SC
export O=build/san
mkdir -p build
if ! make -s -j"$(nproc)" SAN=1 all unit >"$O.log" 2>&1; then
	cat "$O.log"
	not_ok "sanitizers: does not build"
	exit 1
fi
for suite in tests/unit.sh tests/golden/run.sh; do
	"$suite" 2>&1 | sed -E 's/^((not )?ok) /\1 sanitizers: /'
	[ "${PIPESTATUS[0]}" -eq 0 ] || failed=1
done
exit "$failed"
