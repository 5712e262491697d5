# SPDX-License-Identifier: GPL-2.0-only
# Documentation/rules/*.md -> a C table of texts, read by stackcheck/report/rule_text.h
function id(path) {
	sub(/^.*\//, "", path)
	sub(/\.md$/, "", path)
	return path
}

function quote(s) {
	gsub(/\\/, "&&", s)
	gsub(/"/, "\\\"", s)
	gsub(/\t/, "\\t", s)
	gsub(/\?/, "\\?", s)
	return s
}

function close_entry() {
	if (count)
		print "\t},"
}

BEGIN {
	print "/* Generated from Documentation/rules; do not edit. */"
	print "#include \"stackcheck/report/rule_text.h\"\n"
	print "const struct sc_rule_text sc_rule_texts[] = {"
}

FNR == 1 {
	close_entry()
	count++
	printf "\t{\n\t\t\"%s\",\n", id(FILENAME)
}

{
	printf "\t\t\"%s\\n\"\n", quote($0)
}

END {
	close_entry()
	print "\t{ 0, 0 },\n};\n"
	printf "const size_t sc_rule_text_count = %d;\n", count
}
