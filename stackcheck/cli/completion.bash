# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash
# Completion of stackcheck for bash. It asks stackcheck itself for commands,
# options and rules, so that there is nothing here to keep in step.

_stackcheck_commands() {
	"${COMP_WORDS[0]}" help 2>/dev/null | sed -n 's/^  \([a-z]*\) .*/\1/p'
}

_stackcheck_rules() {
	"${COMP_WORDS[0]}" explain 2>/dev/null | sed -n 's/^\([a-z-]*\) .*/\1/p'
}

_stackcheck_options() {
	"${COMP_WORDS[0]}" "$1" --help 2>/dev/null |
		grep -o -e '--[a-z][a-z-]*=\{0,1\}' | sort -u
}

# The values of a command's option that has few of them; none for others
_stackcheck_values() {
	case $1$2 in
	*--mode)	echo frame table auto ;;
	*--mitigation)	echo retpoline rethunk sls ibt uaccess noinstr unret noabs kcfi ;;
	*--format)	echo text json sarif ;;
	*--color)	echo auto always never ;;
	check--dump)	echo insns functions cfg state ;;
	*--disable | *--error)	_stackcheck_rules ;;
	esac
}

# Folders, and what has the name of an object; after an option, every file
_stackcheck_files() {
	local file
	while IFS= read -r file; do
		[ -d "$file" ] && file+=/
		case $2$file in
		any* | */ | *.o | *.ko | *.ko.xz | *.ko.zst | *.ko.gz | *.a | *vmlinu[xz]*)
			COMPREPLY+=("$file") ;;
		esac
	done < <(compgen -f -- "$1")
}

_stackcheck() {
	local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]}
	local command=${COMP_WORDS[1]:-} words='' files=''
	# bash makes words of their own of "=" and what is behind it
	if [ "$word" = = ]; then
		word=''
	elif [ "$before" = = ]; then
		before=${COMP_WORDS[COMP_CWORD-2]}
	fi
	if [ "$COMP_CWORD" -eq 1 ]; then
		words="$(_stackcheck_commands) help"
	elif [[ $word == -* ]]; then
		words=$(_stackcheck_options "$command")
	elif words=$(_stackcheck_values "$command" "$before") && [ -n "$words" ]; then
		:
	elif [ "$command" = explain ]; then
		words=$(_stackcheck_rules)
	elif [[ $before == -* && $before != --dump && $before != --embed ]]; then
		files=any
	else
		files=objects
	fi
	mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word")
	[ "${#COMPREPLY[@]}" -ne 1 ] || [[ ${COMPREPLY[0]} != *= ]] ||
		compopt -o nospace 2>/dev/null
	[ -z "$files" ] || _stackcheck_files "$word" "${files#objects}"
}

complete -o filenames -F _stackcheck stackcheck
