#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Thirty functions, built by every compiler that is there, with 24 sets of options
# each: no finding but those that functions.c names.
#
# The compilers are all gcc-NUMBER and clang-NUMBER in PATH, or those that SC_COMPILERS
# names. Several releases' compilers are in no one release: put those of another
# into PATH. What a compiler cannot build is told.
set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/lib.sh

dir=$O/tests/corpus/compilers
src=$PWD/tests/corpus/functions.c
COMMON="-mno-red-zone -fno-asynchronous-unwind-tables -w"
mkdir -p "$dir"
dir=$(cd "$dir" && pwd)

# One set a line: a name, the analyzer's mode, the options, and what only gcc
# or only clang calls it.
sets() {
	cat <<-'END'
		o0 table -O0
		o1 table -O1
		o2 table -O2 -fomit-frame-pointer
		o3 table -O3 -fomit-frame-pointer
		os table -Os -fomit-frame-pointer
		kernel table -O2 -mno-sse -mno-mmx -mcmodel=kernel -fno-pic gcc:-mpreferred-stack-boundary=3 clang:-mstack-alignment=8
		frame frame -O2 -fno-omit-frame-pointer
		frame-o0 frame -O0 -fno-omit-frame-pointer
		frame-os frame -Os -fno-omit-frame-pointer
		pic table -O2 -fPIC
		cet table -O2 -fcf-protection=full
		retpolines table -O2 gcc:-mindirect-branch=thunk-extern gcc:-mfunction-return=thunk-extern clang:-mretpoline clang:-mretpoline-external-thunk
		sls table -O2 -mharden-sls=all
		kcov table -O2 -fsanitize-coverage=trace-pc
		ubsan table -O2 -fsanitize=undefined
		ubsan-traps table -O2 -fsanitize=bounds,shift,unreachable gcc:-fsanitize-undefined-trap-on-error clang:-fsanitize-trap=all
		kasan table -O2 -fsanitize=kernel-address gcc:--param gcc:asan-stack=1
		kcfi table -O2 -fsanitize=kcfi
		pgo table -O2 -fprofile-generate
		lto table -O2 -flto
		clash table -O2 -fstack-clash-protection
		clash-os table -Os -fstack-clash-protection
		sections table -O2 -ffunction-sections -fdata-sections
		protector-fentry table -O2 -fstack-protector-all -pg -mfentry
	END
}

# compile COMPILER OUT OPTIONS...: as the family of compilers calls them
compile() {
	local compiler=$1 out=$2 family=${1%%-*} option words=()
	shift 2
	for option; do
		case $option in
		gcc:* | clang:*)
			[ "${option%%:*}" != "$family" ] || words+=("${option#*:}")
			;;
		*) words+=("$option") ;;
		esac
	done
	# shellcheck disable=SC2086 # options are words
	"$compiler" $COMMON "${words[@]}" -c -o "$out" "$src" || return 1
	case " ${words[*]} " in
	*" -flto "*)
		"$compiler" $COMMON "${words[@]}" -r -nostdlib -o "$out.r" "$out" \
			$([ "$family" = clang ] || echo -flinker-output=nolto-rel) &&
			mv "$out.r" "$out"
		;;
	esac
}

# wanted COMPILER SET: what the source says must be found there
wanted() {
	sed -nE 's#^/\* finding: ([a-z_]+) (\[[a-z-]+\]) (in|but in): (.*) \*/#\1 \2 \3: \4 #p' "$src" |
		awk -v compiler="$1" -v set="$2" '
			{
				listed = index($0, " " set " ") ||
					index($0, " " compiler "-" set " ")
				but = $3 == "but"
			}
			listed ? !but : but { print $1, $2 }' | LC_ALL=C sort -u
}

# findings OBJECT MODE: of each function and rule one line
findings() {
	"$SC" check --mode="$2" "$1" >"$dir/report"
	[ $? -le 1 ] || echo "the object is not read"
	sed -nE 's/^.*: (warning|error): ([^ ]+)\+0x[0-9a-f]+: .* (\[[a-z-]+\])$/\2 \3/p' "$dir/report" |
		LC_ALL=C sort -u
}

compilers() {
	compgen -c | grep -xE '(gcc|clang)-[0-9]+' | sort -u
}

some=
for compiler in ${SC_COMPILERS:-$(compilers)}; do
	some=1 bad=0 built=0
	while read -r name mode options; do
		out=$dir/$compiler-$name.o
		# shellcheck disable=SC2086 # options are words
		if ! compile "$compiler" "$out" $options >"$dir/log" 2>&1; then
			echo "    $compiler $name: not built: $(head -n 1 "$dir/log")"
			continue
		fi
		built=$((built + 1))
		wanted "$compiler" "$name" >"$dir/wanted"
		findings "$out" "$mode" >"$dir/found"
		if ! diff "$dir/wanted" "$dir/found" >"$dir/diff"; then
			sed "s/^/    $compiler $name: /" "$dir/diff"
			bad=$((bad + 1))
		fi
	done < <(sets)
	if [ $bad -eq 0 ] && [ $built -gt 20 ]; then
		ok "compilers: $compiler, $built of $(sets | wc -l) sets of options"
	else
		not_ok "compilers: $compiler: $built sets were built, $bad have other findings"
	fi
done
expect "compilers: there is one" test -n "$some"
exit "$failed"
