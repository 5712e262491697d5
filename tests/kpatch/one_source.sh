#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Patches written with kpatch.h as modules for the kernel's own livepatch code: what
# has a counterpart there compiles, and of what has none the compiler says the name.
cd "$(dirname "$0")/../.." || exit 1
. tests/lib.sh
make_work

# compile OPTION...: the source that both engines share
compile() {
	gcc -c -O2 -Wall -Wextra -Werror -Wno-override-init -Wno-unused-parameter \
		-Wno-unused-variable \
		-Itests/kpatch/include -I. -Ikmod "$@" tests/kpatch/one_source.c \
		-o "$work/one_source.ko" 2>"$work/said"
}

shown() {
	compile "$@" || { cat "$work/said"; return 1; }
}

# only_kpatch NAME OPTION...: compiles for kpatch.ko alone, and NAME is told
only_kpatch() {
	local name=$1
	shift
	expect "$name: for kpatch.ko" shown "$@"
	if compile -DKPATCH_LIVEPATCH "$@"; then
		not_ok "$name: has no counterpart, and compiles"
	elif grep -qF "$name" "$work/said"; then
		ok "$name: the compiler names it"
	else
		sed 's/^/    /' "$work/said"
		not_ok "$name: the compiler does not name it"
	fi
}

expect "for kpatch.ko" shown
expect "for livepatch" shown -DKPATCH_LIVEPATCH
for how in KPATCH_PER_TASK KPATCH_HYBRID; do
	expect "$how for livepatch" shown -DKPATCH_LIVEPATCH \
		-DPATCH_FIELD=.consistency=$how
done
expect "a module of livepatch" grep -q "^engine: *livepatch$" \
	<("$O/kpatch" info "$work/one_source.ko")

# It is installed for boot as others are, and needs no kpatch.ko there.
root=$work/root
mkdir -p "$root/lib/modules/6.12.0-test" "$root/usr/lib/systemd/system"
: >"$root/usr/lib/systemd/system/kpatch.service"
installed() {
	"$O/kpatch" install --root="$root" "$work/one_source.ko" >"$work/said" 2>&1 &&
		! grep 'no kpatch.ko' "$work/said" &&
		grep -qx one_source.ko "$root/lib/modules/6.12.0-test/kpatch/order"
}
expect "it is installed" installed

only_kpatch KPATCH_FORCE '-DENTRY=KPATCH_FORCE(do_other, new_one)'
only_kpatch KPATCH_STATES '-DPATCH_FIELD=KPATCH_STATES(states)'
only_kpatch KPATCH_DYNRELAS '-DOBJECT_FIELD=KPATCH_DYNRELAS(relas)'
only_kpatch old_addr -DFUNC_FIELD=.old_addr=1
only_kpatch old_size -DFUNC_FIELD=.old_size=1
only_kpatch new_size -DFUNC_FIELD=.new_size=1
only_kpatch checksum '-DPATCH_FIELD=.checksum="1"'
only_kpatch KPATCH_ATOMIC -DPATCH_FIELD=.consistency=KPATCH_ATOMIC
only_kpatch force -DPATCH_FIELD=.force=true
only_kpatch 'kpatch_check()' '-DCALL=kpatch_check(NULL, false)'
only_kpatch 'kpatch_register()' '-DCALL=kpatch_register(NULL, false)'
only_kpatch 'kpatch_unregister()' '-DCALL=kpatch_unregister(NULL)'
only_kpatch 'kpatch_shadow_get()' '-DCALL=kpatch_shadow_get(NULL, "a")'
only_kpatch 'kpatch_shadow_alloc()' '-DCALL=kpatch_shadow_alloc(NULL, "a", 8, 0)'
only_kpatch kpatch_get_state '-DCALL=kpatch_get_state(NULL, 7)'

exit "$failed"
