# SPDX-License-Identifier: GPL-2.0-only
#
# Manual pages, section 9, from the kernel-doc comments of kpatch.h.
#
#	awk -v function_name=kpatch_register -f man.awk kpatch.h
#
# prints the page of one function; without that, the names of all.
# SEE ALSO names all other functions, the command, and the documents.

function strip(text)
{
	sub(/^ \*[ \t]?/, "", text)
	sub(/[ \t]+$/, "", text)
	return text
}

# Markup of kernel-doc: @parameter, function(). One word a time, as the text
# before and after it may hold anything.
function markup(text,   out, word)
{
	gsub(/\\/, "\\e", text)
	gsub(/-/, "\\-", text)
	out = ""
	while (match(text, /@[a-z_]+|[a-z_]+\(\)/)) {
		word = substr(text, RSTART, RLENGTH)
		out = out substr(text, 1, RSTART - 1)
		if (word ~ /^@/)
			out = out "\\fI" substr(word, 2) "\\fP"
		else
			out = out "\\fB" substr(word, 1, length(word) - 2) \
			      "\\fP()"
		text = substr(text, RSTART + RLENGTH)
	}
	out = out text
	return out ~ /^[.']/ ? "\\&" out : out
}

function section(name, text)
{
	if (text == "")
		return
	print ".SH " name
	if (name == "CONTEXT" || name == "RETURN")
		text = toupper(substr(text, 1, 1)) substr(text, 2)
	printf "%s", text
}

function add(key, text)
{
	if (text != "")
		body[key] = body[key] markup(text) "\n"
	else if (body[key] != "" && body[key] !~ /\.PP\n$/)
		body[key] = body[key] ".PP\n"
}

# A line of the comment, below the first.
function comment_line(text)
{
	if (match(text, /^@[a-z_]+:/)) {
		part = "arguments"
		add_argument(substr(text, 2, RLENGTH - 2))
		text = substr(text, RLENGTH + 1)
	} else if (match(text, /^Context:/)) {
		part = "context"
		text = substr(text, RLENGTH + 1)
	} else if (match(text, /^Return:/)) {
		part = "return"
		text = substr(text, RLENGTH + 1)
	} else if (part == "arguments" && text == "") {
		part = "description"
		return
	}
	sub(/^[ \t]+/, "", text)
	if (part == "arguments" && text == "")
		return
	add(part, text)
}

function add_argument(name)
{
	body["arguments"] = body["arguments"] ".IP \"" name "\" 12\n"
}

# "int f(int a, b *c);" as the lines of a synopsis, one an argument
function synopsis(text,   open, args, n, arg, i, name)
{
	gsub(/[ \t\n]+/, " ", text)
	sub(/^ /, "", text)
	open = index(text, "(")
	printf ".BI \"%s(", substr(text, 1, open - 1)
	args = substr(text, open + 1)
	sub(/\) ?; ?$/, "", args)
	n = split(args, arg, /, ?/)
	for (i = 1; i <= n; i++) {
		match(arg[i], /[a-z_]+$/)
		name = substr(arg[i], RSTART)
		printf("%s%s\" %s \"%s\"\n", (i > 1 ? ".BI \"    " : ""),
		       substr(arg[i], 1, RSTART - 1), name,
		       (i < n ? "," : ");"))
		if (i < n)
			print ".br"
	}
}

function see_also(   i)
{
	print ".SH \"SEE ALSO\""
	for (i = 1; i <= nr; i++)
		if (names[i] != wanted)
			printf ".BR %s (9),\n", names[i]
	print ".BR kpatch (1)"
	print ".PP"
	print ".IR Documentation/kpatch/interface.md ,"
	print ".IR Documentation/kpatch/consistency.md ,"
	print ".IR Documentation/kpatch/sysfs.md ,"
	print ".IR Documentation/kpatch/programs.md ,"
	print ".I Documentation/porting.md"
}

function page()
{
	print ".\\\" SPDX-License-Identifier: GPL-2.0-only"
	print ".\\\" Made from kmod/kpatch.h by kmod/man.awk; change it there."
	printf ".TH %s 9 \"\" \"stackcheck 0.2\" \"kpatch.ko\"\n",
	       toupper(wanted)
	section("NAME", wanted " \\- " markup(brief) "\n")
	print ".SH SYNOPSIS"
	print ".B #include \\(dqkpatch.h\\(dq"
	print ".PP"
	synopsis(prototype)
	section("ARGUMENTS", body["arguments"])
	section("DESCRIPTION", body["description"])
	section("CONTEXT", body["context"])
	section("RETURN", body["return"])
	see_also()
}

BEGIN {
	wanted = function_name
}

/^\/\*\*$/ {
	inside = 1
	next
}

inside && / - / && !seen {
	seen = 1
	text = strip($0)
	mine = 0
	if (match(text, /^[a-z_]+\(\) - /)) {
		name = substr(text, 1, index(text, "(") - 1)
		names[++nr] = name
		mine = name == wanted
		if (mine)
			brief = substr(text, RLENGTH + 1)
	}
	next
}

inside && /^ \*\/$/ {
	inside = seen = 0
	after = mine
	mine = 0
	next
}

inside && mine {
	comment_line(strip($0))
	next
}

after {
	prototype = prototype " " $0
	if (/;$/)
		after = 0
}

END {
	for (key in body)
		sub(/\.PP\n$/, "", body[key])
	if (wanted == "")
		for (i = 1; i <= nr; i++)
			print names[i]
	else if (prototype == "") {
		printf "man.awk: no function %s\n", wanted >"/dev/stderr"
		exit 1
	} else
		page()
}
