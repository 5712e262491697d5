#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# The cases of `kpatch build` that need most of the kernel's loader go in and out 100
# times each, with trust=all, while tasks come and go. The kernel's log stays clean.
# It takes an hour or more, so no suite runs it.
#
#	cycles.sh [KERNEL [CASE...]]	6.12; CYCLES=100
set -eu
cd "$(dirname "$0")/../.."

kernel=${1:-6.12}
[ $# -eq 0 ] || shift
[ $# -gt 0 ] || set -- static_call static_key tracepoint static_local percpu \
	filldir64 boot_id access_ok d_lookup namespace loop uname
export CYCLES=${CYCLES:-100} TIMEOUT=${TIMEOUT:-20000}
exec tests/builder/run.sh "$kernel" "$@"
