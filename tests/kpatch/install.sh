#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# kpatch install and uninstall in a system of their own, with what `make
# install` puts there; the unit by systemd's own rules; completion; the manual.
cd "$(dirname "$0")/../.." || exit 1
. tests/lib.sh

K=$(realpath "$O/kpatch")
work=$(realpath -m "$O/tests/kpatch-install")
root=$work/tree
rm -rf "$work"
mkdir -p "$work"

# patch FILE NAME RELEASE [OPTION...]
patch() {
	gcc -c -O2 -Itests/kpatch/include -I. -Ikmod -DNAME="\"$2\"" \
		-DRELEASE="\"$3\"" "${@:4}" tests/kpatch/patch.c -o "$work/$1"
}
patch one.ko kp_one 6.12.0-a || exit 1
patch two.ko kp_two 6.12.0-a || exit 1
patch other.ko kp_one 6.1.0-b || exit 1
patch plain.ko plain 6.12.0-a -DPLAIN || exit 1
patch kpatch.ko kpatch 6.12.0-a -DPLAIN || exit 1
xz -k "$work/two.ko"

modules=$root/lib/modules
wanted=$root/etc/systemd/system/sysinit.target.wants/kpatch.service
mkdir -p "$modules/6.12.0-a" "$modules/6.1.0-b"

install() {
	"$K" install --root="$root" "$@"
}
uninstall() {
	"$K" uninstall --root="$root" "$@"
}
order() {
	paste -sd ' ' "$modules/$1/kpatch/order"
}
nothing_installed() {
	[ -z "$(find "$modules" -name kpatch)" ] && [ ! -L "$wanted" ]
}

expect_exit "no unit" 4 install "$work/one.ko"
expect "nothing is copied then" nothing_installed
expect_line "make kmod without headers tells what to do" \
	'no build folder .*/nowhere: .*KDIR=DIR$' make -s kmod O="$O" KDIR="$work/nowhere"
expect "make install" sh -c 'umask 077; make -s install O="$1" DESTDIR="$2" PREFIX=/usr' - \
	"$O" "$root"
expect "everybody may read it, whatever the umask" \
	test -z "$(find "$root/usr" ! -perm -444 -o -type d ! -perm -755)"
doc=$root/usr/share/doc/stackcheck
expect "documents, beside those that they name" test -s "$doc/kpatch/sysfs.md" \
	-a -s "$doc/trust.md" -a -s "$doc/man/kpatch.1"
unit=$root/usr/lib/systemd/system/kpatch.service
expect "the unit runs what is installed" grep -qx 'ExecStart=/usr/bin/kpatch load --installed' "$unit"
expect "the unit, by systemd" env SYSTEMD_LOG_LEVEL=warning \
	systemd-analyze verify --man=no --root="$root" "$unit"

expect_exit "no patch" 2 install "$work/plain.ko"
expect_exit "another kernel's" 2 install --kernel=6.12.0-b "$work/one.ko"
rm -r "$modules/6.1.0-b"
expect_exit "a kernel that is not there" 2 install "$work/other.ko"
mkdir "$modules/6.1.0-b"
expect "nothing is copied then, either" nothing_installed

expect_line "no kpatch.ko: a warning" 'warning: there is no kpatch.ko for kernel 6.12.0-a' \
	install "$work/one.ko"
expect "it is there" cmp "$work/one.ko" "$modules/6.12.0-a/kpatch/kp_one.ko"
expect "the unit is enabled" test "$(systemctl --root="$root" is-enabled kpatch.service)" = enabled
expect_exit "not kpatch.ko" 4 install --core="$work/two.ko" "$work/two.ko"
expect_exit "kpatch.ko of another kernel" 4 install --core="$work/kpatch.ko" "$work/other.ko"
expect_exit "kpatch.ko is brought along" 0 install --core="$work/kpatch.ko" "$work/two.ko.xz"
expect "to where it is found" cmp "$work/kpatch.ko" "$modules/6.12.0-a/extra/kpatch.ko"
expect "unpacked" cmp "$work/two.ko" "$modules/6.12.0-a/kpatch/kp_two.ko"
expect "in order" test "$(order 6.12.0-a)" = "kp_one.ko kp_two.ko"
expect_exit "again" 0 install --kernel=6.12.0-a "$work/one.ko"
expect "and is the last then" test "$(order 6.12.0-a)" = "kp_two.ko kp_one.ko"
expect_exit "for another kernel" 0 install "$work/other.ko"
expect "kept apart" test "$(order 6.1.0-b)" = kp_one.ko

expect_exit "uninstall: not for this kernel" 2 uninstall kp_one
expect_exit "uninstall: not installed" 2 uninstall --kernel=6.1.0-b kp_two
expect_exit "uninstall" 0 uninstall --kernel=6.12.0-a kp_one
expect "one is left" test "$(order 6.12.0-a)" = kp_two.ko
expect_exit "uninstall, by file" 0 uninstall --kernel=6.12.0-a kp-two.ko
expect "the unit stays while there is any" test -L "$wanted"
expect_exit "uninstall the last" 0 uninstall --kernel=6.1.0-b kp_one
expect "nothing is left" nothing_installed

# --- the lock is a file of its own

echo precious >"$work/precious"
chmod 644 "$work/precious"
rm -f "$modules/.kpatch.lock"
ln "$work/precious" "$modules/.kpatch.lock"
expect_exit "a lock that is another file, too" 4 install "$work/one.ko"
expect "keeps its mode" test "$(stat -c %a "$work/precious")" = 644
chmod 600 "$work/precious"
expect_line "is refused whatever its mode is" 'kpatch.lock: this lock is not a file .*remove it' \
	install "$work/one.ko"
rm "$modules/.kpatch.lock"
(umask 777 && : >"$modules/.kpatch.lock" && chmod 666 "$modules/.kpatch.lock")
expect_exit "a lock that others can hold" 4 install "$work/one.ko"
expect "keeps its mode, too" test "$(stat -c %a "$modules/.kpatch.lock")" = 666
rm "$modules/.kpatch.lock"
expect "nothing is installed" nothing_installed

# --- a unit that would not be run

mask=$root/etc/systemd/system/kpatch.service
for target in /dev/null /nowhere; do
	ln -s $target "$mask"
	expect_exit "the unit is a link to $target" 4 install "$work/one.ko"
	expect "nothing is installed" nothing_installed
	rm "$mask"
done
ln -s /dev/null "$mask"
expect_line "masked: it is told" 'system/kpatch.service: the unit is masked' install "$work/one.ko"
rm "$mask"
mkdir "$mask"
expect_exit "the unit is a folder" 4 install "$work/one.ko"
expect "nothing is installed" nothing_installed
rmdir "$mask"

for kind in folder file /dev/null /nowhere /usr/lib; do
	case $kind in
	folder) mkdir "$wanted" ;;
	file) : >"$wanted" ;;
	*) ln -s $kind "$wanted" ;;
	esac
	expect_exit "what should enable it is $kind" 4 install "$work/one.ko"
	expect_line "it is told" 'wants/kpatch.service: this is no link to the unit' install "$work/one.ko"
	expect "no module is copied" test -z "$(find "$modules" -name kpatch)"
	rm -r "$wanted"
done
ln -s ../../../../usr/lib/systemd/system/kpatch.service "$wanted"
expect_exit "another link to the unit" 0 install "$work/one.ko"
expect_exit "away with it" 0 uninstall --kernel=6.12.0-a kp_one

# --- an order that cannot be used

store=$modules/6.12.0-a/kpatch
for kind in folder fifo nul '../x.ko' $'a\e[1m.ko' 'a b.ko' .ko .a.ko x.o; do
	mkdir -p "$store"
	case $kind in
	folder) mkdir "$store/order" ;;
	fifo) mkfifo "$store/order" ;;
	nul) printf 'a.ko\0\nb.ko\n' >"$store/order" ;;
	*) printf 'a.ko\n%s\nb.ko\n' "$kind" >"$store/order" ;;
	esac
	[ -f "$store/order" ] && cp "$store/order" "$work/order"
	expect_exit "order, $(printf %q "$kind"): refused" 4 timeout 20 \
		"$K" install --root="$root" "$work/one.ko"
	expect "no file is left" test "$(ls "$store")" = order
	expect "nor is the unit enabled" test ! -L "$wanted"
	[ ! -f "$store/order" ] ||
		expect "order stays" cmp "$store/order" "$work/order"
	rm -r "$store"
done

# Absolute links lead to places inside the root, and so do those that climb.
host=$work/host
linked=$work/linked
mkdir -p "$host/lib/modules/6.12.0-a" "$host/etc/systemd" "$host/lib/systemd/system" \
	"$linked$host/lib/modules/6.12.0-a" "$linked/etc"
ln -s "$host/lib" "$linked/lib"
ln -s "../../../../../../../../../../../..$host/etc/systemd" "$linked/etc/systemd"
expect_exit "the host's unit is not the root's" 4 "$K" install --root="$linked" "$work/one.ko"
mkdir -p "$linked/usr/lib/systemd/system" "$linked$host/etc"
: >"$linked/usr/lib/systemd/system/kpatch.service"
expect_exit "a link that leads nowhere" 4 "$K" install --root="$linked" "$work/one.ko"
mkdir "$linked$host/etc/systemd"
expect_exit "links inside the root" 0 "$K" install --root="$linked" \
	--core="$work/kpatch.ko" "$work/one.ko"
expect "the patch is in the root" cmp "$work/one.ko" \
	"$linked$host/lib/modules/6.12.0-a/kpatch/kp_one.ko"
expect "and kpatch.ko" cmp "$work/kpatch.ko" "$linked$host/lib/modules/6.12.0-a/extra/kpatch.ko"
expect "and the unit's link" test -L \
	"$linked$host/etc/systemd/system/sysinit.target.wants/kpatch.service"
expect "the host is as it was" test -z "$(find "$host" ! -type d)"
ln -s "$work/two.ko" "$linked$host/lib/modules/6.12.0-a/kpatch/kp_two.ko"
expect_exit "a link in the way is replaced" 0 "$K" install --root="$linked" "$work/two.ko"
expect "and not followed" test -f "$linked$host/lib/modules/6.12.0-a/kpatch/kp_two.ko" -a \
	! -L "$linked$host/lib/modules/6.12.0-a/kpatch/kp_two.ko"
expect_exit "uninstall in the root" 0 "$K" uninstall --root="$linked" --kernel=6.12.0-a kp_one kp_two
expect "nothing is left there" test -z "$(find "$linked$host" -name 'kp_*' -o -name order)"
expect "modes do not depend on the umask" sh -c \
	'umask 077; "$1" install --root="$2" "$3" && [ "$(stat -c %a "$4")" = 644 ]' \
	- "$K" "$linked" "$work/one.ko" "$linked$host/lib/modules/6.12.0-a/kpatch/kp_one.ko"

# What has no business in the list is not loaded.
here=$modules/$(uname -r)/kpatch
mkdir -p "$here"
for line in ../../../../tmp/x.ko x /x.ko; do
	echo "$line" >"$here/order"
	expect_exit "order: $line" 2 "$K" load --installed --root="$root"
done
cp "$work/one.ko" "$here/kp_one.ko"
echo kp_one.ko >"$here/order"
expect_line "never another kernel's" 'built for kernel 6.12.0-a; this is' \
	"$K" load --installed --root="$root"
expect_exit "what is gone can be taken from the list" 0 sh -c '
	echo kp_gone.ko >"$1/order"; "$2" uninstall --root="$3" kp_gone' - "$here" "$K" "$root"
expect "and is not in it any more" test ! -e "$here/order"
mkdir -p "$here"
expect_line "not what is gone" 'kp_gone.ko: .*No such file' \
	sh -c 'echo kp_gone.ko >"$1/order"; "$2" load --installed --root="$3"' \
	- "$here" "$K" "$root"

# --- completion

PATH=$(dirname "$K"):$PATH
. kpatch/completion.bash
# completes WORD...: what is offered for the last of them
completes() {
	COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) COMPREPLY=()
	_kpatch
	printf '%s\n' "${COMPREPLY[@]}" | sort | paste -sd ' '
}
expect "completion: commands" test \
	"$(completes kpatch '')" = "build check force help info install list load replace reverse trust uninstall unload wait"
expect "completion: a command" test "$(completes kpatch un)" = "uninstall unload"
# Diffs are for building, and modules for the others.
mkdir -p "$work/choice"
touch "$work/choice/a.ko" "$work/choice/b.diff" "$work/choice/c.patch"
expect "completion: diffs" test "$(completes kpatch build "$work/choice/")" = \
	"$work/choice/b.diff $work/choice/c.patch"
expect "completion: modules" test "$(completes kpatch load "$work/choice/")" = \
	"$work/choice/a.ko"
expect "completion: modules of options of build" test \
	"$(completes kpatch build --core = "$work/choice/")" = \
	"$work/choice/a.ko $work/choice/b.diff $work/choice/c.patch"
expect "completion: options" test \
	"$(completes kpatch load --)" = "--consistency= --core= --engine= --force --installed --json --root= --timeout="
expect "completion: options of unload" test \
	"$(completes kpatch unload --)" = "--all --consistency= --json --timeout="
expect "completion: files" test \
	"$(completes kpatch load "$work/o")" = "$work/one.ko $work/other.ko"
expect "completion: ways" test \
	"$(completes kpatch unload --consistency = a)" = atomic
expect "completion: policies" test "$(completes kpatch trust --policy = a)" = all

# --- the manual

expect "manual: no warnings" test -z \
	"$(LC_ALL=C.UTF-8 MANWIDTH=80 man --warnings -l Documentation/man/kpatch.1 2>&1 >/dev/null)"
for page in $(sed -n 's/^\.BR \(kpatch_[a-z_]*\) (9).*/\1.9/p' Documentation/man/kpatch.1); do
	expect "manual: there is $page" test -e "Documentation/man/$page"
done
for page in $(grep -o 'Documentation/[a-z/.]*' Documentation/man/kpatch.1); do
	expect "manual: there is $page" test -e "$page"
done
# plain: its text without markup
plain() {
	sed 's/\\fB//g; s/\\fI//g; s/\\fR//g; s/\\-/-/g' Documentation/man/kpatch.1
}
for command in load replace unload wait reverse force check list info install uninstall build trust; do
	expect "manual: $command" grep -qx "\.SS $command" Documentation/man/kpatch.1
	for option in $("$K" $command --help | grep -o '^  --[a-z]*'); do
		expect "manual: $option of $command" grep -qw -e "$option" <(plain)
	done
done
for reason in $(sed -n 's/^| \([a-z-]*\) | E[A-Z]* .*/\1/p' Documentation/kpatch/sysfs.md); do
	expect "manual: $reason" grep -qwF -e "$reason" <(plain)
	expect "words for: $reason" grep -q "^	{ \"$reason\", KP_" kpatch/reasons.c
done
exit "$failed"
