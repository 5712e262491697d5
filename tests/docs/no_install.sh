#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# `make check` asks for neither root nor network where nothing is missing, and
# `make check-only` installs nothing.
set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/lib.sh
work=$(realpath -m "$O/tests/no-install")
rm -rf "$work"
mkdir -p "$work"

# What a program that needs root or the network would be found as.
mkdir "$work/bin"
for name in apt-get apt sudo su curl wget; do
	printf '#!/bin/sh\necho "%s $*" >>%s\nexit 0\n' "$name" "$work/called" \
		>"$work/bin/$name"
done
# Whoever runs this, .ci/deps sees a user.
printf '#!/bin/sh\necho 1000\n' >"$work/bin/id"
chmod +x "$work"/bin/*

# list NAME...: a list of packages
list() {
	{
		echo "To build:"
		printf -- '- `%s`: for a test\n' "$@"
	} >"$work/list.md"
}

# deps: .ci/deps with that list
deps() {
	rm -f "$work/called"
	PATH=$work/bin:$PATH .ci/deps "$work/list.md"
}

asks_nobody() {
	deps && [ ! -e "$work/called" ]
}

asks_for_root() {
	deps >/dev/null; grep -q '^sudo .*apt-get .*install .*no-such-package$' "$work/called"
}

# A user without sudo.
tells_the_command() {
	local out
	mkdir -p "$work/few"
	for name in bash env awk dpkg-query; do
		ln -sf "$(command -v "$name")" "$work/few/$name"
	done
	cp "$work/bin/id" "$work/bin/apt-get" "$work/few"
	rm -f "$work/called"
	! out=$(PATH=$work/few .ci/deps "$work/list.md" 2>&1) &&
		grep -q '^  apt-get install no-such-package$' <<<"$out" &&
		[ ! -e "$work/called" ]
}

# says_nothing_is_named [PART]
says_nothing_is_named() {
	local out
	! out=$(.ci/deps "$work/list.md" "$@" 2>&1) &&
		grep -q '^deps: .*/list.md names no package' <<<"$out"
}

# would_run TARGET: what make would run
would_run() {
	make -n "$1" >"$work/commands"
}

asks() {
	would_run "$1" && grep -q '\.ci/deps' "$work/commands"
}

asks_not() {
	would_run "$1" && ! grep '\.ci/deps' "$work/commands"
}

list bash coreutils
expect "deps: with every package there, neither root nor network" asks_nobody
list bash no-such-package
expect "deps: a missing package is installed with sudo" asks_for_root
expect "deps: without sudo it tells the command and installs nothing" \
	tells_the_command
expect "deps: a part that the list lacks is an error" says_nothing_is_named style
rm "$work/list.md"
expect "deps: so is a list that is not there" says_nothing_is_named
expect "make deps looks for packages" asks deps
expect "make check-only does not" asks_not check-only
exit "$failed"
