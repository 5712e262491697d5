# SPDX-License-Identifier: GPL-2.0-only
# The fault tests: a driver, and the library that it loads into the programs.
FAULTS_SRC := tests/faults/faults.c tests/faults/trace.c

$(O)/tests/faults/faults: $(FAULTS_SRC:%.c=$(O)/obj/%.o)

$(O)/tests/faults/fail_alloc.so: tests/faults/fail_alloc.c tests/faults/fault.h
	@echo "  LD      $@"
	@mkdir -p $(@D)
	$(Q)$(CC) $(CPPFLAGS) -std=gnu11 $(WARN) -O2 -fPIC -shared \
		-fno-builtin -o $@ $< -ldl

CHECK_DEPS += $(O)/tests/faults/faults $(O)/tests/faults/fail_alloc.so
# A sanitizer has allocation functions of its own, and cannot be traced.
CHECK_SUITES += $(if $(filter 0,$(SAN)),tests/faults/run.sh)

-include $(FAULTS_SRC:%.c=$(O)/obj/%.d)
