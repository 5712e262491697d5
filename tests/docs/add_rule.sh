#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# A rule is one file, one line and one document, as CONTRIBUTING.md says. This
# adds one to a copy of the sources, builds that, and has it find something.
set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/lib.sh
work=$(realpath -m "$O/tests/add-rule")
rm -rf "$work"
mkdir -p "$work"
trap 'rm -rf "$work"' EXIT
copy=$work/copy

# What is built already is not built anew: files keep their times.
make_copy() {
	mkdir -p "$copy/$O" &&
		git ls-files -z -co --exclude-standard ':!tests' |
		xargs -0 cp -a --parents -t "$copy" &&
		cp -a "$O/obj" "$copy/$O/"
}

add_file() {
	cat >"$copy/stackcheck/checker/rules/halted.c" <<'END'
// SPDX-License-Identifier: GPL-2.0-only
/* A processor that is stopped. */
#include "stackcheck/checker/report_finding.h"
#include "stackcheck/checker/rules/rule.h"

static void check_halted(struct sc_checker *c, const struct sc_event *event)
{
	sc_report(c, event, "%s is looked at", event->func->name);
}

const struct sc_rule sc_rule_halted = {
	.id = SC_RULE_HALTED,
	.events = SC_EV_FUNCTION,
	.modes = SC_IN_BOTH,
	.check = check_halted,
};
END
}

add_line() {
	sed -i 's|^\tX([A-Z_]*, .*")$|& \\\n\tX(HALTED, halted, "halted")|' \
		"$copy/include/stackcheck/rules.h" &&
		grep -q HALTED "$copy/include/stackcheck/rules.h"
}

add_document() {
	sed 's/^# ret-pop: .*/# halted: something is looked at/' \
		Documentation/rules/ret-pop.md \
		>"$copy/Documentation/rules/halted.md"
}

build() {
	make -s -j2 -C "$copy" CFLAGS=-O0 "SAN=$([[ $O == */san ]] && echo 1)" \
		"$O/stackcheck"
}

finds() {
	printf '.globl f\n.type f, @function\nf: ret\n.size f, .-f\n' |
		gcc -c -x assembler - -o "$work/f.o" &&
		"$copy/$O/stackcheck" check "$work/f.o" |
		grep 'f is looked at \[halted\]'
}

expect "the sources are copied" make_copy
expect "one file" add_file
expect "one line" add_line
expect "one document" add_document
expect "that builds" build
expect "the rule is explained" "$copy/$O/stackcheck" explain halted
expect "the rule can be switched off" \
	"$copy/$O/stackcheck" check --disable=halted "$O/obj/stackcheck/core/insn.o"
expect "the rule finds something" finds
exit "$failed"
