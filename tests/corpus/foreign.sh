#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# The objects of Debian's static libraries as a corpus of assembly that was not written
# for kernels: each finding belongs to a class of foreign.classes, and each class is
# explained in Documentation/foreign.md.
#
# SC_LIBRARIES names folders with the archives. Without it, those that are installed
# are taken, and the others' packages are fetched and unpacked, not installed.
set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/lib.sh

classes=tests/corpus/foreign.classes
document=Documentation/foreign.md
dir=$O/tests/corpus/foreign
mkdir -p "$dir"
dir=$(cd "$dir" && pwd)

# library ARCHIVE PACKAGE: the path of an archive
library() {
	local archive
	# shellcheck disable=SC2086 # folders are words
	archive=$(find ${SC_LIBRARIES:-/usr/lib/x86_64-linux-gnu "$dir"} -name "$1" \
		2>/dev/null | LC_ALL=C sort | head -n 1)
	if [ -z "$archive" ] && [ -z "${SC_LIBRARIES:-}" ]; then
		(cd "$dir" && apt-get -q -o APT::Sandbox::User=root download "$2" &&
			dpkg -x "$2"_*.deb .) >"$dir/log" 2>&1
		archive=$(find "$dir" -name "$1" | head -n 1)
	fi
	[ -n "$archive" ] && echo "$archive"
}

# "OBJECT FUNCTION RULE" of each finding; the names of objects without what their
# build put around them
findings() {
	sed -nE 's/^.*\((.*)\.o\): (warning|error): ([^ ]+)\+0x[0-9a-f]+: .* \[([a-z-]+)\]$/\1 \3 \4/p' |
		sed -E 's/^(libcrypto-lib-|libsodium_la-|libgcrypt_la-)//; s/^([a-z0-9]+)-asm /\1 /'
}

# Each finding with its class, or ? for one of none.
classify() {
	awk 'NR == FNR {
			if ($0 !~ /^#/ && NF == 4) {
				class[++n] = $1
				object[n] = "^(" $2 ")$"; func_[n] = "^(" $3 ")$"
				rule[n] = "^(" $4 ")$"
			}
			next
		}
		{
			for (i = 1; i <= n; i++)
				if ($1 ~ object[i] && $2 ~ func_[i] && $3 ~ rule[i])
					break
			print (i <= n ? class[i] : "?"), $0
		}' "$classes" -
}

while read -r archive package; do
	if ! path=$(library "$archive" "$package"); then
		not_ok "foreign: $archive: neither installed nor to be had ($package)"
		continue
	fi
	"$SC" check --mode=table "$path" >"$dir/report" 2>&1
	if [ $? -gt 1 ]; then
		tail -n 3 "$dir/report"
		not_ok "foreign: $archive is not read"
		continue
	fi
	findings <"$dir/report" | classify >"$dir/classified"
	last=$(tail -n 1 "$dir/report")
	if [ "$(wc -l <"$dir/classified")" != "$(sed -E 's/.* ([0-9]+) findings?.*/\1/' <<<"$last")" ]; then
		not_ok "foreign: $archive: not every finding was understood ($dir/report)"
	elif grep '^? ' "$dir/classified" | sort -u | sed 's/^/    /' | grep .; then
		not_ok "foreign: $archive: findings of no class"
	else
		ok "foreign: $archive: $last: $(cut -d ' ' -f 1 "$dir/classified" | sort | uniq -c |
			awk '{ printf "%s%s %s", sep, $2, $1; sep = ", " }')"
	fi
done <<-'END'
	libcrypto.a libssl-dev
	libgmp.a libgmp-dev
	libgcrypt.a libgcrypt20-dev
	libsodium.a libsodium-dev
	libm-*.a libc6-dev
END
expect "foreign: each class is explained" bash -c '
	awk "!/^#/ && NF { print \$1 }" '"$classes"' | sort -u |
		while read -r class; do
			grep -q "^| \`$class\` |" '"$document"' || { echo "$class"; exit 1; }
		done'
exit "$failed"
