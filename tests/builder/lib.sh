# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash
# What the suites share that build patches from diffs and boot a kernel with them.
# Sourced with the repository as directory, after tests/lib.sh. run.sh says how a
# case looks.

# set_up KERNEL CASES WORK: the kernel's packages, and an empty folder WORK.
# $extra goes into the initrd, $modules has the kernel's own modules.
set_up() {
	kernel=$1 cases=$2 work=$(realpath -m "$3")
	K=$(realpath "$O/kpatch")
	cache=${KPATCH_CACHE:-$(realpath -m "$O/builder/cache")}
	extra=$work/extra
	rm -rf "$work"
	mkdir -p "$extra/modules" "$extra/cases" "$extra/scenarios" "$extra/bin"
	tests/boot/kernel.sh "$kernel" "$O/boot/kernels/$kernel" || {
		echo "not ok $kernel: packages"
		return 1
	}
	release=$(cat "$O/boot/kernels/$kernel/release")
	modules=$(realpath -m "$O/boot/kernels/$kernel/unpacked/lib/modules/$release")
	find_tools
}

# Kernels of another suite are built for by that suite's compiler, and linked with
# headers whose programs run on this machine: tests/boot/kernel.sh made both. Kernels
# that were built here are named by their parts.
find_tools() {
	local top
	top=$(realpath "$O/boot/kernels")
	tools=()
	case $kernel in
	fp|debug)
		tools=(--source="$top/$kernel/src" --headers="$top/$kernel/kdir"
			--vmlinuz="$top/$kernel/vmlinuz"
			--modules="$top/$kernel/kdir") ;;
	7.*|*-13)
		tools=(--cross-compile="$top/tools-trixie/bin/x86_64-linux-gnu-"
			--headers="$top/$kernel/kdir")
		export APT_CONFIG=$top/apt-trixie/apt.conf ;;
	esac
}

# prepare: the kernel's source, and kpatch.ko, which patches are linked against
prepare() {
	expect "$kernel: prepared" prepare_source
	[ "${failed:-0}" -eq 0 ] &&
		core=$(tests/boot/run.sh "$kernel" "$O/boot" --modules)
}

# Once; a second time it only looks
prepare_source() {
	[ ! -e "$O/boot/kernels/$kernel/src" ] || return 0
	"$K" build --prepare --kernel="$release" --cache="$cache" \
		--packages="$O/boot/kernels/$kernel/debs"
}

# file_of CASE KIND: its file; that of this kernel, if there is one
file_of() {
	local own=$cases/$1.$kernel.$2
	[ -e "$own" ] || own=$cases/$1.$2
	echo "$own"
}

# words KIND CASE: what follows KIND in its expectations
words() {
	sed -n "s/^$1 //p" "$(file_of "$2" expect)"
}

# change_source CASE: a source of links, but for one file; prints its folder
change_source() {
	local folder=$work/$1.source file script top at entry
	read -r file script < <(words source "$1")
	top=$(realpath "$cache/kernels/$release"-*/source)
	at=$(dirname "$file")
	mkdir -p "$folder/$at"
	sed "$script" "$top/$file" >"$folder/$file"
	while :; do
		for entry in "$top/$at"/*; do
			[ -e "$folder/$at/${entry##*/}" ] ||
				ln -s "$entry" "$folder/$at/"
		done
		[ "$at" != . ] || break
		at=$(dirname "$at")
	done
	! cmp -s "$top/$file" "$folder/$file" && echo "$folder"
}

# build_outside CASE: an out-of-tree module, into the initrd as well; prints the
# folder of its source
build_outside() {
	local folder=$work/$1.outside name file script
	name=kt_$(words outside "$1")
	[ ! -e "$work/$1.sum" ] || { echo "$folder" && return; }
	cp -r "tests/builder/$(words outside "$1")" "$folder" &&
		make -s -C "$O/boot/kernels/$kernel/kdir" M="$folder" modules \
			>"$work/$1.make" 2>&1 &&
		put_target "$folder/$name.ko" || return 1
	while read -r file script; do
		sed -i "$script" "$folder/$file"
	done < <(words stale "$1")
	sum_folder "$folder" >"$work/$1.sum"
	echo "$folder"
}

# sum_folder FOLDER: one for all that is in it
sum_folder() {
	(cd "$1" && find . -type f -print0 | sort -z | xargs -0 sha256sum)
}

# left_alone CASE: nothing was written to the source of an out-of-tree module
left_alone() {
	[ ! -e "$work/$1.sum" ] ||
		sum_folder "$work/$1.outside" | diff "$work/$1.sum" -
}

# build CASE FORMAT: its module into the initrd, what is reported beside it
build() {
	local option=() folder
	log=$work/$1.$2.log
	if grep -q '^source ' "$(file_of "$1" expect)"; then
		option=(--source="$(change_source "$1")") || return 1
	fi
	if grep -q '^outside ' "$(file_of "$1" expect)"; then
		folder=$(build_outside "$1") || return 1
		option=(--module-source="$folder"
			--module="$folder/kt_$(words outside "$1").ko")
	fi
	case $2 in
	kpatch)	option+=(--core="$core" --name="kpatch_${1//-/_}") ;;
	*)	option+=(--format="$2" --name="klp_$1") ;;
	esac
	"$K" build --kernel="$release" --cache="$cache" -o "$extra/modules" \
		"${tools[@]}" "${option[@]}" "$(file_of "$1" diff)" >"$log" 2>&1
}

# What kpatch said, in lines as those of CASE.expect
reported() {
	sed -n -E '/ is built; load it/d
		s/^([a-z0-9_]+:[A-Za-z0-9_.]+): .*/function \1/p
		s/^kpatch: warning: .*/warning/p
		s/^the diffs change no code.*/nothing/p' "$log" | sort
}

# as_expected CASE: does the report say what it should?
as_expected() {
	local text
	while read -r text; do
		grep -Eq "^kpatch: .*$text" "$log" || {
			echo "no line matches $text"
			return 1
		}
	done < <(words refused "$1"; words warning "$1")
	diff <(sed -E '/^(refused|source|outside|stale|module|with|runs|class) /d
		/^livepatch$/d; s/^warning .*/warning/' \
		"$(file_of "$1" expect)" | sort) <(reported)
}

# has_no_path CASE: its modules do not tell where they were built
has_no_path() {
	! grep -aF /shadow/ "$extra/modules"/{kpatch,klp}_"$1".ko 2>/dev/null
}

# try CASE FORMAT: the report is shown if it is another
try() {
	local started=$EPOCHREALTIME code want=0 out
	build "$1" "$2"
	code=$?
	echo "# $1, $2: built in $(bc <<<"$EPOCHREALTIME - $started") s"
	! grep -q '^refused ' "$(file_of "$1" expect)" || want=3
	if [ $code -eq $want ] && out=$(as_expected "$1" 2>&1 &&
		has_no_path "$1") && left_alone "$1"; then
		ok "$kernel: $1, $2: the report"
	else
		sed 's/^/    /' "$log" <<<"${out-}"
		not_ok "$kernel: $1, $2: the report: exit $code"
	fi
}

# put_target FILE: a module, with a trust table, into the initrd; FILE.xz will do
put_target() {
	local file
	file=$extra/modules/$(basename "$1")
	if [ -e "$1.xz" ]; then
		xz -dc "$1.xz" >"$file"
	else
		cp "$1" "$file"
	fi || return 1
	# the signature goes
	"$SC" trust --embed "$file" -o "$file.new" >>"$work/trust.log" 2>&1
	[ $? -le 1 ] && mv "$file.new" "$file"
}

# build_diff DIFF FOLDER [OPTION...]: the module into the folder
build_diff() {
	"$K" build --kernel="$release" --cache="$cache" --core="$core" \
		-o "$2" "${@:3}" "$1"
}
