# SPDX-License-Identifier: GPL-2.0-only
# kpatch, the command for patches. All but main.c is in libkpatch, where unit
# tests and fuzz targets find it.

#: make check-cves   fixes of real vulnerabilities, from diffs to code that runs

KPATCH_BIN := $(O)/kpatch

all: $(KPATCH_BIN)

$(KPATCH_BIN): $(O)/obj/kpatch/main.o $(KPATCH_LIB) $(LIB)
	@echo "  LD      $@"
	$(Q)$(CC) $(CFLAGS) $(SC_CFLAGS) $(LDFLAGS) -o $@ $^ $(KPATCH_LDLIBS) $(LDLIBS)

install: install-kpatch

install-kpatch: $(KPATCH_BIN)
	install -D -m 755 $(KPATCH_BIN) $(DESTDIR)$(PREFIX)/bin/kpatch
	install -D -m 644 Documentation/man/kpatch.1 \
		$(DESTDIR)$(PREFIX)/share/man/man1/kpatch.1
	install -D -m 644 kpatch/completion.bash \
		$(DESTDIR)$(PREFIX)/share/bash-completion/completions/kpatch
	$(call fill,644,kpatch/kpatch.service.in,$(DESTDIR)$(PREFIX)/lib/systemd/system/kpatch.service)

# A part of check-full, too.
check-cves: $(BIN) $(KBUILD_BIN) $(KPATCH_BIN)
	$(Q)O=$(O) tests/builder/cves.sh

.PHONY: install-kpatch check-cves

CHECK_DEPS += $(KPATCH_BIN) $(O)/tests/patch_diff/apply_patch \
	$(O)/tests/builder/make_module $(O)/tests/builder/diff_objects \
	$(O)/tests/builder/match_objects
CHECK_SUITES += tests/kpatch/run.sh tests/kpatch/one_source.sh tests/kpatch/install.sh \
	tests/kpatch/parallel.sh tests/kpatch/plain.sh tests/kpatch/faults.sh \
	tests/patch_diff/diff.sh tests/builder/link.sh tests/builder/outside.sh \
	tests/builder/diff.sh tests/builder/compiler.sh tests/builder/match_small.sh
CHECK_FULL_DEPS += $(O)/tests/builder/get_source
CHECK_FULL_SUITES += tests/builder/prepare.sh tests/builder/run.sh \
	tests/builder/dump.sh tests/builder/hostile.sh tests/builder/kill.sh \
	tests/builder/kept.sh tests/builder/cves.sh
LINT_SRC += kpatch/main.c

-include $(O)/obj/kpatch/main.d
