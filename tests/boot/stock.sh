#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The suite of Debian's 6.12: fast scenarios, or with SC_TEST=full all.
cd "$(dirname "$0")/../.." || exit 1
case ${SC_TEST:-sample} in
full)	exec tests/boot/run.sh 6.12 "${O:-build}/boot" all ;;
*)	exec tests/boot/run.sh 6.12 "${O:-build}/boot" fast ;;
esac
