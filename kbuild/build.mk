# SPDX-License-Identifier: GPL-2.0-only
# stackcheck-kbuild, the step of kernel builds.

KBUILD_BIN := $(O)/stackcheck-kbuild
KBUILD_OBJ := $(patsubst %.c,$(O)/obj/%.o,$(wildcard kbuild/*.c))

all: $(KBUILD_BIN)

$(KBUILD_BIN): $(KBUILD_OBJ) $(LIB)
	@echo "  LD      $@"
	$(Q)$(CC) $(CFLAGS) $(SC_CFLAGS) $(LDFLAGS) -o $@ $^ $(LDLIBS)

install: install-kbuild

install-kbuild: $(KBUILD_BIN)
	install -D -m 755 $(KBUILD_BIN) \
		$(DESTDIR)$(PREFIX)/bin/stackcheck-kbuild
	install -D -m 644 Documentation/man/stackcheck-kbuild.1 \
		$(DESTDIR)$(PREFIX)/share/man/man1/stackcheck-kbuild.1

.PHONY: install-kbuild

CHECK_DEPS += $(KBUILD_BIN) $(O)/tests/trust/orc_agree
CHECK_SUITES += tests/trust/run.sh tests/trust/incremental.sh \
	tests/trust/names.sh tests/trust/stock.sh \
	tests/trust/module.sh
CHECK_FULL_SUITES += tests/trust/coverage.sh
LINT_SRC += $(wildcard kbuild/*.c)

-include $(KBUILD_OBJ:.o=.d)
