#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# `kpatch build --keep` leaves what each stage has made, in words.
set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/lib.sh
. tests/builder/lib.sh

set_up "${1:-6.12}" tests/builder/cases "$O/tests/dump" && prepare || exit 1
diff=tests/builder/cases/cmdline.diff

# has STAGE REGEX: a line of what the stage has left
has() {
	expect_line "$1 is dumped" "$2" cat "$work/keep/$1.txt"
}

expect "a patch is built" build_diff "$diff" "$work" --keep="$work/keep"
has changes '^fs/proc/cmdline.c: changed by 1 diff$'
has changes '^  -11,0 \+11,1$'
has lines '^  line 12: #line 11 "fs/proc/cmdline.c"$'
has compile '^fs/proc/cmdline.o: part of vmlinux$'
has compile '^  command .*gcc.* -o fs/proc/cmdline.o '
has match '^  cmdline_proc_show: the same, at 0xffffffff8[0-9a-f]*, sympos 0, [0-9]+ bytes$'
has diff '^fs/proc/cmdline.o, by the kernel.s own flags:$'
has diff '^  cmdline_proc_show: its size changes from '
has select '^  replaces cmdline_proc_show: its size changes from '
has emit '^  symbol seq_putc: not here\+0x0, 0 bytes$'
has link '^  symbol kpatch_register_within: not here'
has link '^    \+0x[0-9a-f]+ R_X86_64_PLT32 seq_putc-4$'
has post-link '^  symbol \.klp\.sym\.vmlinux\.saved_command_line,0: by the loader'
has post-link '^  section \.klp\.rela\.vmlinux\.\.text.*: [0-9]+ bytes, relocations: 1$'
has verify '^  vmlinux:cmdline_proc_show,0 at 0xffffffff8'
has verify '^  source fs/proc/cmdline.c$'
expect_line "a folder with files in it is refused" 'needs an empty folder' \
	build_diff "$diff" "$work" --keep="$work/keep"
exit "$failed"
