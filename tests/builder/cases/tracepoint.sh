# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=dash
T=/sys/kernel/tracing

# renamed NAME EVENTS: what a task is called that calls itself so, and how many
# events there were
renamed() {
	echo >$T/trace
	is "$(sh -c "echo -n $1 >/proc/self/comm; read -r c </proc/self/comm; echo \$c")" "$2"
	is "$(grep -c "task_rename:.*newcomm=$1 " $T/trace)" "$3"
}

# switched NAME: the same while the tracepoint is on, off, on, off
switched() {
	for on in 1 0 1 0; do
		echo $on >$T/events/task/task_rename/enable
		renamed someone "$1" $on
	done
}

is_old() {
	switched someone
}

is_new() {
	switched +omeone
}
