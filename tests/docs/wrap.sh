#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Lines of documents are wrapped alike, see wrap.py. That is also tried on what is
# wrong, where it has to fail.
set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/lib.sh
make_work

wrap() {
	/usr/bin/python3 tests/docs/wrap.py "$@"
}

documents() {
	local files
	mapfile -t files < <(git ls-files '*.md')
	[ ${#files[@]} -gt 0 ] && wrap "${files[@]}"
}

# notices TEXT: a document of that text is refused, and can be mended
notices() {
	printf '%b' "$1" >"$work/a.md"
	! wrap "$work/a.md" && wrap --write "$work/a.md" && wrap "$work/a.md"
}

long=$(printf 'word %.0s' {1..40})
expect "documents are wrapped alike (wrap.py --write?)" documents
expect "a line that is too long is noticed" notices "$long\n"
expect "a line that is too short is noticed" notices "one\ntwo\n"
expect "the lines of an item are noticed" notices "- one\n  two\n"
expect "blocks and tables stay as they are" wrap \
	<(printf '# %s\n\n    %s\n\n| %s |\n|---|\n\n```\n%s\n```\n' \
		"$long" "$long" "$long" "$long")
exit "$failed"
