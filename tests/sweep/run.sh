#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# The decoder against the newest objdump: lengths, writes to general registers,
# and names, of encodings of every kind. SC_TEST=full compares more than two
# million. OBJDUMP names another reference.
set -u
here=$(cd "$(dirname "$0")" && pwd)
cd "$here/../.." || exit 1
O=${O:-build}
objdump=${OBJDUMP:-$O/sweep/reference/objdump}

[ -n "${OBJDUMP:-}" ] || tests/sweep/reference.sh "$O/sweep/reference" || exit 1
mkdir -p "$O/sweep"
count=50000
[ "${SC_TEST:-sample}" != full ] || count=2100000
$objdump --version | head -n 1
if ! "$O/tests/sweep/sweep" "$objdump" "$O/sweep/slots" "$count"; then
	echo "not ok sweep"
	exit 1
fi
echo "ok sweep"
