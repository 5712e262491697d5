#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# What belongs to the processor is in arch/ alone, behind struct sc_arch. Each
# pattern must be nowhere else in the programs, and must be found in arch/.
set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/lib.sh
programs=(stackcheck kbuild kpatch)

found() {
	grep -rnE --include='*.[ch]' -- "$1" "${@:2}"
}

# grep ends with 1 if there is nothing, and with 2 if a folder is not there.
nowhere_else() {
	found "$1" "${programs[@]}"
	[ $? -eq 1 ]
}

# door NAME REGEX
door() {
	expect "$1: in arch/" found "$2" arch
	expect "$1: nowhere else" nowhere_else "$2"
}

door "register numbers" '\bX86_R[A-Z0-9]+\b'
door "register names" \
	'\b(r[abcd]x|r[sd]i|r[bs]p|r(8|9|1[0-5])[dwb]?|e[abcd]x|e[sd]i|e[bs]p|[re]flags)\b'
door "relocation numbers" '\bR_[0-9A-Z]+(_64)?_[A-Z0-9]+\b'
door "machine numbers" '\bEM_[A-Z0-9_]*[0-9]'
door "opcode bytes" '\b0x(0f|66|90|c3|cc|e8|e9|eb)\b'
door "where a call leaves the return address" 'ENTRY_SP|SC_V_CFA, -[0-9]|CFA ?- ?8'
door "functions of one processor" '\bsc_x86_[a-z]'
expect "one table of a processor is declared, and no more" \
	diff - <(found '\bsc_arch_x86' "${programs[@]}" |
		sed 's/:[0-9]*:/: /') <<'END'
stackcheck/core/arch.h: extern const struct sc_arch sc_arch_x86_64;
END
exit "$failed"
