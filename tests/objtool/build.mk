# SPDX-License-Identifier: GPL-2.0-only
# The step without objtool, and objtool beside it.

CHECK_DEPS += $(O)/tests/objtool/compare
CHECK_SUITES += tests/objtool/run.sh tests/objtool/findings.sh
