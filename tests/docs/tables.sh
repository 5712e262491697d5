#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Documents name what the code has, each with what the code gives it: reasons of
# refusals with errno and exit code, parameters of kpatch.ko with their mode, the
# fields of an architecture, the scenarios that show a promise. The checks are also
# tried on what is wrong, where they have to fail.
set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/lib.sh
make_work

sysfs=Documentation/kpatch/sysfs.md

# rows TITLE FILE: the first two cells of each row of the table whose first cell
# is this.
rows() {
	awk -F'|' -v title="$1" '$2 == " " title " " { inside = 1; next }
		!/^\|/ { inside = 0 }
		inside && !/^\|-/ { gsub(/[ `]/, ""); print $2, $3 }' "$2" | sort
}

reasons_of_module() {
	sed -n 's/^\t\[KPATCH_[A-Z_]*\]\t*= { "\([a-z-]*\)", \([A-Z]*\) },$/\1 \2/p' \
		kmod/request.c | sort
}

reasons_have_errnos() {
	diff <(reasons_of_module) <(rows reason "$1")
}

# The codes are those of enum kp_exit.
reasons_of_command() {
	tr '\n' ' ' <kpatch/reasons.c | grep -oE '\{ "[a-z-]+", KP_(LATER|NEVER)' |
		sed 's/{ "//; s/", KP_LATER/ 1/; s/", KP_NEVER/ 3/' |
		grep -v '^unknown ' | sort
}

reasons_have_codes() {
	diff <(reasons_of_command) <(awk -F'\t' '/^\.TE/ { inside = 0 }
		inside { n = split($1, name, ", ")
			for (i = 1; i <= n; i++) print name[i], $2 }
		/fBreason/ { inside = 1 }' "$1" | tr -d '\\' | sort)
}

parameters_of_module() {
	cat kmod/*.c | sed -n -E 's/^module_param\(([a-z_]+), [a-z]+, (0[0-7]*)\);/\1 \2/p
		s/^module_param_named\(([a-z_]+), [a-z_]+, [a-z]+, (0[0-7]*)\);/\1 \2/p
		s/^module_param_cb\(([a-z_]+), [a-z&_]+, NULL, (0[0-7]*)\);/\1 \2/p' |
		sed 's/ 0$/ /' | sort
}

parameters_have_modes() {
	diff <(parameters_of_module) <(rows Parameter "$1")
}

# Pointers to functions, and the names at the end of a declaration.
fields_of_arch() {
	sed -n '/^struct sc_arch {/,/^};/p' stackcheck/core/arch.h |
		sed 's|/\*.*\*/||; /^\t *\*/d; /^\t\/\*/d' |
		grep -oE '\(\*[a-z0-9_]+\)|[a-z0-9_]+(, [a-z0-9_]+)*;' |
		grep -oE '[a-z0-9_]+' | sort -u
}

porting_has_fields() {
	local field bad=0
	for field in $(fields_of_arch); do
		grep -q "^- \[ \] .*\`$field\`" "$1" ||
			{ echo "$1: nothing of $field" && bad=1; }
	done
	return $bad
}

# Names in brackets that are no links, but for what stands in blocks.
scenarios_named() {
	sed '/^    /d' "$@" | tr '\n' ' ' | tr -s ' ' | grep -oP '\[[a-z0-9_, ]+\](?![(])' |
		tr -d '[]' | tr ',' '\n' | tr -d ' ' | sort -u
}

scenarios_exist() {
	! scenarios_named "$@" |
		grep -vxF -f <(sed -n 's/^s_\([a-z0-9_]*\)() {$/\1/p' tests/boot/scenarios/*.sh)
}

# notices CHECK FILE SED: that check fails if the document is changed so
notices() {
	sed "$3" "$2" >"$work/document"
	! cmp -s "$2" "$work/document" && ! "$1" "$work/document"
}

expect "each reason has its errno" reasons_have_errnos $sysfs
expect "a wrong errno is noticed" notices reasons_have_errnos $sysfs 's/ENODEV/ENOENT/'
expect "each reason has its exit code" reasons_have_codes Documentation/man/kpatch.1
expect "a wrong code is noticed" \
	notices reasons_have_codes Documentation/man/kpatch.1 's/^nmi\t1/nmi\t3/'
expect "each parameter has its mode" parameters_have_modes $sysfs
expect "a parameter that is not there is noticed" \
	notices parameters_have_modes $sysfs 's/^| audit /| audits /'
expect "porting.md has each field of struct sc_arch" \
	porting_has_fields Documentation/porting.md
expect "a field that it lacks is noticed" \
	notices porting_has_fields Documentation/porting.md '/`uses`/d'
expect "scenarios that documents name exist" scenarios_exist Documentation/kpatch/*.md
expect "a scenario that does not is noticed" \
	notices scenarios_exist $sysfs 's/\[addresses\]/[adresses]/'
exit "$failed"
