#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Objects of the kernel with one mistake each, which a rule about mitigations is
# for. The step must notice all that objtool notices.
#
#	mutants.sh [sample|full]
#
# The sample is a module, and a little entry code. `full` compiles objects of
# Linux 6.12 for it, and asks the objtool of 7.3 what that of 6.12 cannot do.
set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/lib.sh

kind=${1:-${SC_TEST:-sample}}
SEED=1
step=$(realpath "$O/stackcheck-kbuild")
mutants=$(realpath "$O/tests/objtool/mutants")
objects=${SC_MUTANT_OBJECTS:-$O/tests/objtool/objects}
make_work

# objtool_of KERNEL
objtool_of() {
	tests/boot/kernel.sh "$1" "$O/boot/kernels/$1" >&2 || return 1
	realpath "$O/boot/kernels/$1/kdir/tools/objtool/objtool.real-x86"
}

# family RULE OPTIONS WORDS OBJECT...: objtool's WORDS for what RULE finds
family() {
	local rule=$1 options=$2 words=$3 log=$work/$1.log
	shift 3
	mkdir "$work/$rule"
	if "$mutants" --family="$rule" --words="$words" --seed=$SEED \
		--theirs="$objtool $options --dry-run" \
		--ours="STACKCHECK_OBJTOOL=none KERNELRELEASE=6.12.1 $step $options -o out.o" \
		--work="$work/$rule" --count=$count "$@" >"$log" 2>&1; then
		ok "mutants: $(tail -n 1 "$log")"
	else
		sed 's/^/    /' "$log" | head -n 20
		not_ok "mutants: $(tail -n 1 "$log")"
	fi
}

# The same for each set of objects.
all_families() {
	family naked-branch "--retpoline --orc" 'indirect (jump|call) found' "${plain[@]}"
	family naked-return "--retpoline --rethunk --orc" "'naked' return" "${plain[@]}"
	family guard-missing "--sls --orc --no-unreachable" 'missing int3' "${sls[@]}"
	family landing-missing "--ibt --orc --link --module" '!ENDBR' "${plain[@]}"
	family user-access "--uaccess --orc" UACCESS "${access[@]}"
	family noinstr "--noinstr --orc --link" \
		'leaves .noinstr.text|instrumentation enabled' "${quiet[@]}"
	family unret "--rethunk --unret --orc --link --no-unreachable" \
		'early indirect|RET before|after linking|Failed UNRET|teh end' \
		"${entry[@]}"
}

# module NAME FLAGS: the sample as the compiler leaves it
module() {
	mkdir "$work/$1"
	cp tests/objtool/samples/{Kbuild,sample.c} "$work/$1"
	make -s -C "$kdir" M="$work/$1" objtool=/bin/true KCFLAGS="$2" \
		sample.o >"$work/$1.log" 2>&1 ||
		{ cat "$work/$1.log"; not_ok "mutants: the module $1"; }
}

run_sample() {
	count=12
	kdir=$(realpath "$O/boot/kernels/6.12/kdir")
	module plain ''
	module bare '-mfunction-return=keep -mindirect-branch=keep'
	as -o "$work/entry.o" tests/objtool/samples/entry.s
	plain=("$work/plain/sample.o") access=("${plain[@]}")
	quiet=("${plain[@]}") sls=("$work/bare/sample.o") entry=("$work/entry.o")
	all_families
}

# compile SET OBJECT...: of Linux 6.12
compile() {
	expect "mutants: objects of Linux 6.12, $1" \
		tests/objtool/objects.sh "$objects" "$@"
}

run_full() {
	local stock=(kernel/fork.o kernel/signal.o mm/memory.o fs/namei.o
		net/core/sock.o)

	count=200
	compile stock "${stock[@]}"
	compile sls "${stock[@]}"
	compile access lib/{iov_iter,usercopy,strncpy_from_user,strnlen_user}.o \
		mm/{gup,maccess}.o kernel/{exit,compat,futex/core}.o \
		fs/{readdir,select}.o arch/x86/kernel/{signal_32,signal_64}.o \
		arch/x86/lib/{getuser,putuser,copy_mc,usercopy_64}.o
	compile entry arch/x86/entry/{common,entry,syscall_64}.o \
		arch/x86/entry/{entry_64,entry_64_compat}.o \
		arch/x86/kernel/{traps,nmi,irq,alternative,kvm,paravirt}.o \
		arch/x86/kernel/{process,hw_breakpoint,dumpstack_64}.o \
		arch/x86/kernel/cpu/mce/{core,severity}.o \
		arch/x86/lib/{retpoline,memcpy_64,memset_64,memmove_64}.o \
		arch/x86/{mm/fault,coco/core}.o \
		kernel/{entry/common,context_tracking,panic}.o
	compile pic arch/x86/lib/cmdline.o lib/{string,vsprintf,bitmap}.o \
		kernel/kallsyms.o
	plain=("$objects"/stock/*.o) access=("$objects"/access/*.o)
	sls=("$objects"/sls/*.o) quiet=("$objects/entry.o") entry=("${quiet[@]}")
	all_families
	if objtool=$(objtool_of 7.3); then
		family absolute-reference --noabs 'absolute relocation' "$objects"/pic/*.o
	else
		not_ok "mutants: no kernel 7.3"
	fi
}

if objtool=$(objtool_of 6.12); then
	case $kind in
	full)	run_full ;;
	*)	run_sample ;;
	esac
else
	not_ok "mutants: no kernel 6.12"
fi
exit "$failed"
