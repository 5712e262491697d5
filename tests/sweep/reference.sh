#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Get the newest objdump there is, Debian unstable's, to run beside this machine's.
#
#	reference.sh DIR
#
# Makes DIR/objdump. Nothing is installed; apt's own state is left alone. Does
# nothing if it is there; remove DIR to get a newer one.
set -eu

mkdir -p "$1"
dir=$(cd "$1" && pwd)
boot=$(cd "$(dirname "$0")/../boot" && pwd)
tool=x86_64-linux-gnu-objdump

[ -e "$dir/done" ] && exit 0
exec 7>"$dir/lock"
flock 7
[ -e "$dir/done" ] && exit 0

"$boot/suite.sh" unstable "$dir/apt"
APT_CONFIG="$dir/apt/apt.conf" "$boot/programs.sh" binutils-x86-64-linux-gnu "$dir"
program=$(find "$dir/unpacked" -name "$tool" | head -n 1)
cat >"$dir/objdump" <<END
#!/bin/sh
exec $dir/run $tool $program "\$@"
END
chmod +x "$dir/objdump"
"$dir/objdump" --version >/dev/null
touch "$dir/done"
