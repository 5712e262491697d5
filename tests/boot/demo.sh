#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Boot Debian's 6.12 and patch it: /proc changes and changes back; a busy
# function refuses, naming its blocker; the same patch goes in once the
# blocker has left.
#
#	demo.sh BUILD
set -eu

here=$(cd "$(dirname "$0")" && pwd)
"$here/run.sh" 6.12 "$1" demo | grep -v '^ok'
grep -q '^ok demo' "$1/6.12/result.txt"
