#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# What packages install beside programs: the source for dkms is whole, the hooks
# make and remove the trust tables of kernels, and versions agree. The packages
# themselves: run.sh.
cd "$(dirname "$0")/../.." || exit 1
. tests/lib.sh

work=$(realpath -m "$O/tests/packages")
rm -rf "$work"
mkdir -p "$work"/{tables,boot,modules/one,modules/two,modules/bare}
root=$work/root

# --- what is installed

umask 077
expect "make install-dkms" make -s install-dkms O="$O" DESTDIR="$root" PREFIX=/usr
version=$("$SC" --version | sed 's/.* //')
source=$root/usr/src/kpatch-$version
expect "the version is the programs'" grep -qx "PACKAGE_VERSION=\"$version\"" "$source/dkms.conf"
expect "debian/changelog has it, too" grep -q "^stackcheck (1:$version)" <(head -n 1 debian/changelog)

has_parts() {
	local part
	for part in $(sed -n 's/^kpatch-y += \(.*\)\.o$/\1.c/p' "$source/kmod/Kbuild"); do
		[ -e "$source/kmod/$part" ] || { echo "no $part"; return 1; }
	done
	[ -n "$part" ]
}
expect "the module's source is whole" has_parts
expect "so is what it includes" test -e "$source/include/stackcheck/trust.h"
expect "nothing is left to fill in" test -z "$(grep -rl '@[A-Z]*@' "$root")"
expect "everybody may read it, whatever the umask" \
	test -z "$(find "$root" ! -perm -444 -o -type d ! -perm -755)"
for file in "$source"/post-{build,install} "$root"/usr/lib/kpatch/kernel-table \
	"$root"/etc/kernel/post{inst,rm}.d/10-kpatch; do
	expect "${file#"$root"} can be run" test "$(stat -c %a "$file")" = 755
done

# installs PACKAGE: does `make deb` do so?
installs() {
	awk '/^To / { now = /^To (build|make packages)/ } now' Documentation/dependencies.md |
		grep -q "^- \`$1\`:"
}
build_depends() {
	sed -n '/^Build-Depends:/,/^[A-Z].*:/ s/^ \([a-z0-9.+-]*\).*/\1/p' debian/control |
		sed 's/^debhelper-compat$/debhelper/'
}
for package in build-essential $(build_depends); do
	expect "make deb installs $package" installs "$package"
done

# needs_all: dpkg-shlibdeps sees every library that programs load by themselves
needs_all() {
	local name names
	names=$(sed -n 's/.*= "\(.*\)";/\1/p' "$O/library_names.c")
	[ -n "$names" ] || return 1
	for name in $names; do
		readelf -d "$O/loaded" | grep -F "[$name]" || return 1
	done
}
expect "packages depend on what is loaded when it is needed" needs_all

# --- tables: what a kernel's image says is its build-id here

cat >"$work/stackcheck" <<'END'
#!/bin/sh
# trust IMAGE -o FILE | trust --dump FILE
case $2 in
--dump)	sed 's/^/trust table of an image, build-id /' "$3" ;;
*)	grep -q '^[0-9a-f]*$' "$2" || { echo "$2: no kernel"; exit 2; }
	cat "$2" >"$4"
	exit 1 ;;
esac
END
chmod +x "$work/stackcheck"
echo 11aa >"$work/boot/vmlinuz-one"
echo 22bb >"$work/modules/two/vmlinuz"

table() {
	TABLES=$work/tables BOOT=$work/boot MODULES=$work/modules \
		STACKCHECK=$work/stackcheck dkms/kernel-table "$@"
}
# there NAME...: what the folder of tables has
there() {
	local got
	got=$(find "$work/tables" -mindepth 1 -printf '%f\n' | LC_ALL=C sort | paste -sd ' ')
	[ "$got" = "$*" ] || { echo "there is: $got"; return 1; }
}

as_installed() {
	install -D "$work/stackcheck" "$root/usr/bin/stackcheck"
	TABLES=$work/tables BOOT=$work/boot MODULES=$work/modules \
		"$root/usr/lib/kpatch/kernel-table" make one
}

expect "as installed: stackcheck is found, whatever the prefix" as_installed
expect "everybody may read the table" test "$(stat -c %a "$work/tables/11aa.trust")" = 644
expect "all go" table remove-all
expect "a table" table make one
expect "has the build-id's name, and a link" there 11aa.trust one
expect "all tables" table make-all
expect "one each, but without an image" there 11aa.trust 22bb.trust one two
echo 33cc >"$work/boot/vmlinuz-one"
expect "another image of that kernel" table make one
expect "the old table is gone" there 22bb.trust 33cc.trust one two
echo 22bb >"$work/other"
expect "the image that is named" table make one "$work/other"
expect "one table for two" there 22bb.trust one two
expect "a kernel goes" table remove one
expect "its table stays for the other" there 22bb.trust two
expect "it was gone already" table remove one
echo odd! >"$work/boot/vmlinuz-one"
expect_line "what is no kernel is told" 'kpatch: one: no trust table: .*no kernel' table make one
expect_exit "and fails" 1 table make one
expect "and leaves nothing" there 22bb.trust two
expect_exit "one that fails" 1 table make-all
expect "does not keep others from theirs" there 22bb.trust two
expect_line "a kernel without an image is told" 'kpatch: bare: no image' table make bare
: >"$work/tables/of-an-admin.trust"
expect "all go" table remove-all
expect "but for what others have put there" there of-an-admin.trust
for bad in ../x .x; do
	expect_exit "no name of a kernel: $bad" 2 table remove $bad
done
expect_exit "no such command" 2 table other
exit "$failed"
