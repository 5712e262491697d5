# SPDX-License-Identifier: GPL-2.0-only
# A text file as one C string, comments left out.
BEGIN {
	print "#include \"stackcheck/noreturn_text.h\""
	print "const char sc_noreturn_text[] ="
}
!/^#/ && NF { printf "\t\"%s\\n\"\n", $1 }
END { print "\t\"\";" }
