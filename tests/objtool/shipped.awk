# SPDX-License-Identifier: GPL-2.0-only
# awk -v kernel=NAME -f shipped.awk CLASSES REPORT: a line for each table, with
# how many modules have it and in how many both are equal. Then the differences
# by class, and those that are in none, as `unknown MODULE TABLE DIFFERENCE`.

function class_of(table, what,	i)
{
	for (i = 1; i <= n; i++)
		if (kernel ~ "^" in_kernel[i] "$" &&
		    module ~ "^" in_module[i] "$" &&
		    table ~ "^" in_table[i] "$" && what ~ "^" difference[i] "$")
			return class[i]
	return ""
}

FNR == NR {
	if (/^[^#]/) {
		class[++n] = $1
		in_kernel[n] = $2
		in_module[n] = $3
		in_table[n] = $4
		difference[n] = $5
		for (i = 6; i <= NF; i++)
			difference[n] = difference[n] " " $i
	}
	next
}

$1 == "module" { module = $2 }

$2 == "equal" {
	had[$1]++
	equal[$1]++
	entries[$1] += $3
}

$2 == "differs:" {
	had[$1]++
	what = $3
	for (i = 4; i <= NF; i++)
		what = what " " $i
	name = class_of($1, what)
	if (name == "")
		print "unknown", module, $1, what
	else
		classes[name]++
}

END {
	for (table in had)
		printf "%s: %d modules, %d equal, %d entries\n", table,
			had[table], equal[table], entries[table]
	for (name in classes)
		printf "class %s: %d\n", name, classes[name]
}
