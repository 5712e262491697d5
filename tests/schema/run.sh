#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# JSON output validates by our published schema, SARIF output by the
# standard's; and both schemas reject what is broken.
cd "$(dirname "$0")/../.." || exit 1
. tests/lib.sh

work=$O/tests/schema
own=Documentation/schema/check.schema.json
sarif=tests/schema/sarif-schema-2.1.0.json
rm -rf "$work"
mkdir -p "$work"

valid() {
	/usr/bin/python3 tests/schema/check_schema.py "$@"
}

invalid() {
	! valid "$@"
}

# Documents with findings, with source lines, with odd names, with errors.
rule_example return-modified Bad "$work/plain" || exit 1
gcc -g -c -x assembler "$work/plain/example.s" -o "$work/lines.o" || exit 1
cp "$work/plain/example.o" "$work/odd %20 "$'\xff\x01'"name.o"
head -c 300 "$work/plain/example.o" >"$work/cut.o"
for format in json sarif; do
	"$SC" check --mode=table --format=$format "$work" "$work/none.o" \
		>"$work/many.$format" 2>/dev/null
	"$SC" check --mode=table --format=$format --limit=1 "$work/lines.o" \
		>"$work/one.$format" 2>/dev/null
	"$SC" check --format=$format "$work/none.o" >"$work/none.$format" \
		2>/dev/null
done

expect "json is valid" valid "$own" "$work"/{many,one,none}.json
expect "sarif is valid" valid "$sarif" "$work"/{many,one,none}.sarif
expect "sarif has a result per finding" test \
	"$(jq '.runs[0].results | length' "$work/many.sarif")" -eq \
	"$(jq '.summary.findings' "$work/many.json")"
expect "there is a finding" test \
	"$(jq '.summary.findings' "$work/many.json")" -gt 0

jq 'del(.summary.findings)' "$work/many.json" >"$work/broken.json"
expect "our schema rejects a missing sum" invalid "$own" "$work/broken.json"
jq '.runs[0].results[0].level = "bad"' "$work/many.sarif" >"$work/broken.sarif"
expect "the standard's schema rejects an unknown level" \
	invalid "$sarif" "$work/broken.sarif"
jq 'del(.runs[0].tool)' "$work/many.sarif" >"$work/broken.sarif"
expect "the standard's schema rejects a run without its tool" \
	invalid "$sarif" "$work/broken.sarif"
exit "$failed"
