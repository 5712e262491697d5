# SPDX-License-Identifier: GPL-2.0-only
# The decoder against another one, over encodings of every kind.

SWEEP_SRC := $(wildcard tests/sweep/*.c)
CHECK_DEPS += $(O)/tests/sweep/sweep
CHECK_SUITES += tests/sweep/run.sh

$(O)/tests/sweep/sweep: $(SWEEP_SRC:%.c=$(O)/obj/%.o) $(LIB)
	@echo "  LD      $@"
	@mkdir -p $(@D)
	$(Q)$(CC) $(CFLAGS) $(SC_CFLAGS) $(LDFLAGS) -o $@ $^ $(LDLIBS)
