#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Run test suites and count. A suite is a program that prints "ok NAME" or
# "not ok NAME" for each test, details in other lines, and fails if one did.
# Suites that run make do so on their own: jobs are not shared with ours.
unset MAKEFLAGS MFLAGS MAKELEVEL
set -u

cd "$(dirname "$0")/.." || exit 1
O=${O:-build}
export O
logs=$O/test-logs
mkdir -p "$logs"

passed=0 failed=0
failures=()
for suite in "$@"; do
	log=$logs/$(tr / - <<<"${suite#tests/}").log
	echo "== $suite"
	started=$SECONDS
	"$suite" >"$log" 2>&1
	code=$?
	good=$(grep -c '^ok ' "$log")
	bad=$(grep -c '^not ok ' "$log")
	if [ "$code" -ne 0 ] && [ "$bad" -eq 0 ]; then
		echo "not ok $suite: exit $code" >>"$log"
		bad=1
	elif [ "$code" -eq 0 ] && [ "$((good + bad))" -eq 0 ]; then
		echo "not ok $suite: ran no test" >>"$log"
		bad=1
	fi
	# everything but the good news
	[ "$bad" -eq 0 ] || grep -v '^ok ' "$log"
	echo "   $good passed, $bad failed, $((SECONDS - started)) s"
	passed=$((passed + good)) failed=$((failed + bad))
	[ "$bad" -eq 0 ] || failures+=("$suite (see $log)")
done

[ ${#failures[@]} -eq 0 ] || printf 'failed: %s\n' "${failures[@]}"
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
