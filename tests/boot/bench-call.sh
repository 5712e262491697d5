#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# What a call of a changed function costs, in instructions, above that of one that is
# not changed: by kpatch.ko, and by the kernel's own livepatch, of the same function in
# one boot. `off`: the patch is loaded, and not in use. `moved`: a change is under way,
# and the task that calls runs the new code. `left`: it does not yet. `done`: the
# change is over.
#
# qemu counts instructions, and the guest's time is their number. So the figures do
# not depend on the host. Fails if ours are more than livepatch's.
#
#	bench-call.sh BUILD [KERNEL]
set -eu

here=$(cd "$(dirname "$0")" && pwd)
kernel=${2:-6.12}
mkdir -p "$1"
qemu=$1/qemu-icount
cat >"$qemu" <<END
#!/bin/sh
exec ${QEMU:-qemu-system-x86_64} -icount shift=0 "\$@"
END
chmod +x "$qemu"
CPUS=1 QEMU=$(realpath "$qemu") "$here/run.sh" "$kernel" "$1" bench_call >/dev/null || {
	cat "$1/$kernel/result.txt"
	exit 1
}

# kt_call.c makes 1,000 calls.
awk '
/^bench/ {
	for (i = 2; i <= NF; i++) {
		split($i, kv, "=")
		v[kv[1]] = kv[2]
	}
	ticks[v["whose"], v["state"]] = v["ticks"] / 1000
}
function more(whose, state) {
	return ticks[whose, state] - ticks["nobody", "none"]
}
END {
	printf "%-8s %8s %10s\n", "state", "ours", "livepatch"
	n = split("off moved left done", state)
	for (i = 1; i <= n; i++) {
		ours = more("ours", state[i])
		theirs = more("livepatch", state[i])
		printf "%-8s %8.1f %10.1f\n", state[i], ours, theirs
		bad += ours > theirs
	}
	if (bad)
		print "ours is more in " bad " of " n
	exit bad > 0
}' "$1/$kernel/result.txt"
