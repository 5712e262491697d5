#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Patches for a kernel that was built here, with KASAN, lockdep and kmemleak, and
# without lines in its bug table. It has no packages. It has less than Debian's
# kernels, and other texts, so these are the cases that it can have.
cd "$(dirname "$0")/../.." || exit 1
export TIMEOUT=${TIMEOUT:-3000}
exec tests/builder/run.sh debug filldir64 percpu static_local tracepoint
