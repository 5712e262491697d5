# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash
# Completion of kpatch for bash. It asks kpatch itself for commands and options,
# so that there is nothing here to keep in step.

# The words of `kpatch help` or `kpatch COMMAND --help` that match a pattern
_kpatch_words() {
	"${COMP_WORDS[0]}" "${@:2}" 2>/dev/null | sed -n "$1"
}

_kpatch_loaded() {
	local folder
	for folder in /sys/kernel/kpatch/*/ /sys/kernel/livepatch/*/; do
		[ -e "${folder}enabled" ] && basename "$folder"
	done
}

_kpatch_installed() {
	sed 's/\.ko$//' "/lib/modules/$(uname -r)/kpatch/order" 2>/dev/null
}

_kpatch_images() {
	sed -n 's/^image=\([^ ]*\) .*/\1/p' /sys/kernel/kpatch/trust/images \
		2>/dev/null
}

_kpatch() {
	local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]}
	local command=${COMP_WORDS[1]:-} words='' files=''
	if [ "$COMP_CWORD" -eq 1 ]; then
		words=$(_kpatch_words 's/^  \([a-z]*\) .*/\1/p' help)
		words+=' help'
	elif [[ $word == -* ]]; then
		words=$(_kpatch_words 's/^  \(--[a-z-]*=\{0,1\}\).*/\1/p' \
			"$command" --help)
	elif [[ $before == = ]] && [[ ${COMP_WORDS[COMP_CWORD-2]} == --policy ]]; then
		words='off modules all'
	elif [[ $before == = ]] && [[ ${COMP_WORDS[COMP_CWORD-2]} == --engine ]]; then
		words='kpatch livepatch'
	elif [[ $before == = ]] && [[ ${COMP_WORDS[COMP_CWORD-2]} == --consistency ]]; then
		words='atomic hybrid per-task'
	else
		case $command in
		load | replace | install | build)	files=1 ;;
		unload)		words=$(_kpatch_loaded) ;;
		wait | reverse | force)	words=$(_kpatch_loaded) ;;
		check | info)	words=$(_kpatch_loaded) files=1 ;;
		uninstall)	words=$(_kpatch_installed) ;;
		trust)		words=$(_kpatch_images) ;;
		esac
	fi
	mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word")
	[ "${#COMPREPLY[@]}" -ne 1 ] || [[ ${COMPREPLY[0]} != *= ]] ||
		compopt -o nospace 2>/dev/null
	if [ -n "$files" ]; then
		local file
		while IFS= read -r file; do
			[ -d "$file" ] && file+=/
			case $file in
			*/)	COMPREPLY+=("$file") ;;
			*.diff | *.patch)
				[ "$command" != build ] || COMPREPLY+=("$file") ;;
			*.ko | *.ko.xz | *.ko.zst | *.ko.gz)
				# those that options of build name
				[[ $command != build || $before == = ]] &&
					COMPREPLY+=("$file") ;;
			esac
		done < <(compgen -f -- "$word")
	fi
}

complete -o filenames -F _kpatch kpatch
