#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# `kpatch build` with another compiler or linker than the kernel's: refused, with
# the package to install, before anything is compiled. The kernel is a folder with
# what a prepared one says of itself, and the compilers only say who they are.
set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/lib.sh

make_work
K=$(realpath "$O/kpatch")
release=7.3.4+deb13-amd64
kernel=$work/cache/kernels/$release-abcdef
mkdir -p "$kernel"/{source,modules,headers/include/config} "$work/bin"
touch "$kernel/vmlinuz" "$work/a.diff"
cat >"$kernel/kernel" <<END
release=$release
version=7.3.4-1
build-id=abcdef
source=source
headers=headers
vmlinuz=vmlinuz
modules=modules
END

# of_version VERSION: what Debian's compiler says of itself
of_version() {
	echo "x86_64-linux-gnu-gcc-14 (Debian $1) ${1%-*}"
}

cat >"$kernel/headers/include/config/auto.conf" <<END
CONFIG_CC_VERSION_TEXT="$(of_version 14.2.0-19)"
CONFIG_LD_VERSION=24400
END

# put NAME TEXT: a program that says so
put() {
	printf '#!/bin/sh\necho "%s"\n' "$2" >"$work/bin/x86_64-linux-gnu-$1"
	chmod +x "$work/bin/x86_64-linux-gnu-$1"
}

build() {
	"$K" build --kernel="$release" --cache="$work/cache" \
		--cross-compile="$work/bin/x86_64-linux-gnu-" "$work/a.diff"
}

put ld "GNU ld (GNU Binutils for Debian) 2.44"
put gcc-14 "$(of_version 14.4.0-1)"
expect_exit "another gcc 14 is refused" 4 build
expect_line "with the package to install" \
	"'x86_64-linux-gnu-gcc-14 \(Debian 14.4.0-1\) 14.4.0'.* apt-get install gcc-14=14.2.0-19" \
	build

put gcc-14 "$(of_version 14.2.0-19)"
put ld "GNU ld (GNU Binutils for Debian) 2.45"
expect_line "another linker is refused" "linked by version 2.44.0; install binutils" \
	build

put ld "GNU ld (GNU Binutils for Debian) 2.44"
expect_line "the kernel's own are taken" "a.diff: it changes no file" build
exit "$failed"
