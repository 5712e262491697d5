# SPDX-License-Identifier: GPL-2.0-only
# Text files as C strings, named after them, comments left out.
BEGIN {
	print "#include \"stackcheck/analysis/data_text.h\""
	print "#include \"stackcheck/cfg/places_text.h\""
	print "#include \"stackcheck/checker/data_texts.h\""
}
FNR == 1 {
	name = FILENAME
	gsub(/.*\/|\.txt$/, "", name)
	if (NR > 1)
		print "\t\"\";"
	print "const char sc_" name "_text[] ="
}
!/^#/ && NF { printf "\t\"%s\\n\"\n", $0 }
END { print "\t\"\";" }
