# SPDX-License-Identifier: GPL-2.0-only
# Build, tests and demo of stackcheck.
#
#: make              build stackcheck, stackcheck-kbuild and kpatch in build/
#: make deps         install what is missing (apt-get, as root or sudo)
#: make check        set up, build, run every fast test
#: make check-only   the same without setting up: installs nothing
#: make check-full   the same with all stock modules and the slow tests
#: make demo         from a diff to a patched kernel under qemu; stock modules checked
#: make bench        speed and memory, beside objtool, how time grows with size, look-ups
#: make fuzz         each fuzz target for FUZZ_SECONDS (600)
#: make install      to DESTDIR and PREFIX (/usr/local)
#: make format       clang-format in place; format-check only looks
#: make lint         cppcheck and clang-tidy; lint-deps installs them
#: make clean        remove build/

SAN ?= 0
V ?= 0
WERROR ?= 1
FUZZ_SECONDS ?= 600
PREFIX ?= /usr/local
DESTDIR ?=
CC = gcc
CLANG = clang

B := build
O := $(B)$(if $(filter 1,$(SAN)),/san)
Q := $(if $(filter 0,$(V)),@)

VERSION := $(shell sed -n 's/.*SC_VERSION "\(.*\)"/\1/p' stackcheck/util/version.h)

CPPFLAGS += -D_GNU_SOURCE -I. -Iinclude
WARN := -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes \
	-Wold-style-definition -Wvla -Wpointer-arith -Wwrite-strings \
	-Wundef -Wimplicit-fallthrough -Wformat=2 \
	$(if $(filter 1,$(WERROR)),-Werror)
CFLAGS ?= -O3 -g
SC_CFLAGS := -std=gnu11 $(WARN) -pthread -MMD -MP
LDLIBS += -pthread
# kpatch writes JSON with it.
KPATCH_LDLIBS := -ljansson
# Loaded when an input needs them, see stackcheck/util/library.h.
LOADED := capstone dw lz4 lzma z zstd
TEST_LDLIBS := $(KPATCH_LDLIBS) $(LOADED:%=-l%)
ifeq ($(SAN),1)
SC_CFLAGS += -fsanitize=address,undefined -fno-omit-frame-pointer \
	-fno-sanitize-recover=undefined
endif

# libstackcheck is the analysis. What only a command needs is in a library of
# that command, where unit tests and fuzz targets find it: all but main().
LIB_SRC := $(filter-out stackcheck/cli/%, $(wildcard stackcheck/*/*.c \
	stackcheck/checker/rules/*.c arch/*.c arch/x86/*.c arch/x86/decode/*.c))
CLI_SRC := $(filter-out %/main.c, $(wildcard stackcheck/cli/*.c))
KPATCH_SRC := $(filter-out %/main.c, $(wildcard kpatch/*.c kpatch/builder/*.c \
	arch/x86/kpatch/*.c))
ALL_SRC := $(CLI_SRC) $(KPATCH_SRC) $(LIB_SRC)
GENERATED := rules_text data_text library_names
LIB_OBJ := $(LIB_SRC:%.c=$(O)/obj/%.o) $(GENERATED:%=$(O)/obj/%.o)
RULE_DOCS := $(sort $(wildcard Documentation/rules/*.md))
UNIT := $(patsubst tests/unit/%.c,$(O)/tests/unit/%,\
	$(wildcard tests/unit/test_*.c))
# What unit tests share, and fuzz targets may use: tests/unit/ without test_.
HELP_SRC := $(filter-out tests/unit/test_%.c, $(wildcard tests/unit/*.c))
FUZZ := $(patsubst tests/fuzz/%.c,$(B)/fuzz/%,$(wildcard tests/fuzz/fuzz_*.c))
BIN := $(O)/stackcheck
LIB := $(O)/libstackcheck.a
CLI_LIB := $(O)/libstackcheck-cli.a
KPATCH_LIB := $(O)/libkpatch.a

# Other parts add to these in their build.mk.
CHECK_DEPS := $(BIN) $(O)/tests/corpus/orc_compare
CHECK_FULL_DEPS :=
DEMO_DEPS :=
CHECK_SUITES := tests/unit.sh tests/golden/run.sh tests/docs/run.sh \
	tests/cli/run.sh tests/cli/output.sh tests/cli/escapes.sh tests/cli/inputs.sh \
	tests/cli/facts.sh tests/cli/annotate.sh tests/cli/completion.sh tests/stores/run.sh \
	tests/schema/run.sh \
	tests/mending/run.sh tests/docs/commands.sh tests/docs/links.sh tests/docs/sentences.sh tests/docs/messages.sh \
	tests/docs/layers.sh tests/docs/add_rule.sh tests/docs/arch_door.sh \
	tests/docs/module.sh tests/docs/tables.sh tests/docs/wrap.sh tests/docs/no_install.sh \
	tests/corpus/apt.sh tests/corpus/corpus.sh \
	tests/corpus/orc.sh tests/format.sh
# `make SAN=1 check` runs every suite with sanitizers.
CHECK_SUITES += $(if $(filter 0,$(SAN)),tests/sanitizers.sh)
CHECK_FULL_SUITES := tests/corpus/linked.sh tests/corpus/foreign.sh \
	tests/corpus/compilers.sh

.PHONY: all deps lint-deps check check-only check-full run-check run-check-full demo run-demo bench \
	fuzz help install install-stackcheck clean format format-check lint unit
.DELETE_ON_ERROR:
.SECONDARY:

all: $(BIN)

-include kbuild/build.mk
-include kpatch/build.mk
-include kmod/build.mk
-include dkms/build.mk
-include debian/build.mk
-include tests/boot/boot.mk
-include tests/systems/build.mk
-include tests/mutate/build.mk
-include tests/sweep/build.mk
-include tests/faults/build.mk
-include tests/objtool/build.mk

$(BIN): $(O)/obj/stackcheck/cli/main.o $(CLI_LIB) $(LIB)
	@echo "  LD      $@"
	$(Q)$(CC) $(CFLAGS) $(SC_CFLAGS) $(LDFLAGS) -o $@ $^ $(LDLIBS)

$(LIB): $(LIB_OBJ)
$(CLI_LIB): $(CLI_SRC:%.c=$(O)/obj/%.o)
$(KPATCH_LIB): $(KPATCH_SRC:%.c=$(O)/obj/%.o)
$(LIB) $(CLI_LIB) $(KPATCH_LIB):
	@echo "  AR      $@"
	$(Q)rm -f $@ && $(AR) qcs $@ $^

$(O)/obj/%.o: %.c
	@echo "  CC      $@"
	@mkdir -p $(@D)
	$(Q)$(CC) $(CPPFLAGS) $(CFLAGS) $(SC_CFLAGS) -c -o $@ $<

$(GENERATED:%=$(O)/obj/%.o): $(O)/obj/%.o: $(O)/%.c
	@echo "  CC      $@"
	@mkdir -p $(@D)
	$(Q)$(CC) $(CPPFLAGS) $(CFLAGS) $(SC_CFLAGS) -c -o $@ $<

# What a program that is linked with each of these libraries would look for.
$(O)/library_names.c: Makefile
	@echo "  GEN     $@"
	@mkdir -p $(@D)
	$(Q)for lib in $(LOADED); do \
		file=$$($(CC) -print-file-name=lib$$lib.so); \
		name=$$(LC_ALL=C readelf -d "$$file" | \
			sed -n 's/.*(SONAME).*\[\(.*\)\]/\1/p'); \
		[ -n "$$name" ] || \
			{ echo "lib$$lib.so: not found; make deps installs it" >&2; exit 1; }; \
		echo "const char sc_library_$$lib[] = \"$$name\";"; \
	done > $@

$(O)/data_text.c: data/embed.awk data/conventions.txt data/noreturn.txt \
		data/places.txt data/user_access.txt data/noinstr.txt \
		data/call_tables.txt
	@echo "  GEN     $@"
	@mkdir -p $(@D)
	$(Q)LC_ALL=C awk -f $^ > $@

# The folder itself is a prerequisite so that a removed file is noticed.
$(O)/rules_text.c: stackcheck/report/rule_text.awk $(RULE_DOCS) Documentation/rules
	@echo "  GEN     $@"
	@mkdir -p $(@D)
	$(Q)LC_ALL=C awk -f $< $(RULE_DOCS) > $@

# --- tests

unit: $(UNIT)

# Programs that tests run: any tests/*/NAME.c, linked on demand.
$(O)/tests/%: $(O)/obj/tests/%.o $(HELP_SRC:%.c=$(O)/obj/%.o) \
		$(CLI_LIB) $(KPATCH_LIB) $(LIB)
	@echo "  LD      $@"
	@mkdir -p $(@D)
	$(Q)$(CC) $(CFLAGS) $(SC_CFLAGS) $(LDFLAGS) -o $@ $^ -lcmocka $(TEST_LDLIBS) $(LDLIBS)

deps:
	$(Q).ci/deps Documentation/dependencies.md

# A second make, so that what `deps` installed is there when it is looked for.
lint-deps:
	$(Q).ci/deps Documentation/dependencies.md check

check: deps
	$(Q)+$(MAKE) --no-print-directory run-check

check-only: run-check

check-full: deps
	$(Q)+$(MAKE) --no-print-directory run-check-full

run-check: unit $(CHECK_DEPS)
	$(Q)O=$(O) SC_TEST=sample tests/run.sh $(CHECK_SUITES)

run-check-full: unit $(CHECK_DEPS) $(CHECK_FULL_DEPS)
	$(Q)O=$(O) SC_TEST=full tests/run.sh $(CHECK_SUITES) \
		$(CHECK_FULL_SUITES)

demo: deps
	$(Q)+$(MAKE) --no-print-directory run-demo

run-demo: $(BIN) $(DEMO_DEPS)
	$(Q)O=$(O) tests/demo.sh

bench: $(BIN) $(O)/tests/trust/bench_lookup
	$(Q)O=$(O) tests/bench.sh
	$(Q)O=$(O) tests/bench_growth.sh
	$(Q)O=$(O) tests/bench_trust.sh

# Fuzz targets link the analyzer itself, rebuilt with clang and coverage.
FUZZ_FLAGS := -O1 -g -std=gnu11 -fsanitize=fuzzer-no-link,address,undefined \
	-fno-sanitize-recover=undefined -fno-omit-frame-pointer
FUZZ_OBJ := $(patsubst %.c,$(B)/fuzz/obj/%.o,$(ALL_SRC) $(HELP_SRC)) \
	$(GENERATED:%=$(B)/fuzz/obj/%.o)

fuzz: $(FUZZ)
	$(Q)FUZZ_SECONDS=$(FUZZ_SECONDS) tests/fuzz.sh $(FUZZ)

$(B)/fuzz/obj/%.o: %.c
	@echo "  FUZZCC  $@"
	@mkdir -p $(@D)
	$(Q)$(CLANG) $(CPPFLAGS) $(FUZZ_FLAGS) -MMD -MP -c -o $@ $<

$(GENERATED:%=$(B)/fuzz/obj/%.o): $(B)/fuzz/obj/%.o: $(O)/%.c
	@mkdir -p $(@D)
	$(Q)$(CLANG) $(CPPFLAGS) $(FUZZ_FLAGS) -c -o $@ $<

# An archive: some of the objects need main() or cmocka, and no target needs them.
$(B)/fuzz/libfuzzed.a: $(FUZZ_OBJ)
	@echo "  AR      $@"
	$(Q)rm -f $@ && $(AR) qcs $@ $^

$(B)/fuzz/fuzz_%: $(B)/fuzz/obj/tests/fuzz/fuzz_%.o $(B)/fuzz/libfuzzed.a
	@echo "  FUZZLD  $@"
	$(Q)$(CLANG) $(FUZZ_FLAGS) -fsanitize=fuzzer -o $@ $^ $(TEST_LDLIBS) $(LDLIBS)

# --- housekeeping

C_FILES = $(shell git ls-files '*.c' '*.h' ':!kmod' ':!tests/modules' \
	':!tests/golden')

format:
	clang-format-14 -i $(C_FILES)

format-check:
	$(Q)printf '%s\n' $(C_FILES) | \
		xargs -P 2 -n 100 clang-format-14 --dry-run -Werror

LINT_SRC += stackcheck/cli/main.c $(ALL_SRC)

# cppcheck takes the value of a statement expression for a statement of its own;
# the compiler's -Wunused-value looks for the same.
lint:
	$(Q)cppcheck -q --std=c11 --error-exitcode=1 --inline-suppr \
		--enable=warning,performance,portability \
		--suppress=missingIncludeSystem --suppress=constStatement -D_GNU_SOURCE= -I. -Iinclude \
		$(LINT_SRC)
	$(Q)printf '%s\n' $(LINT_SRC) | xargs -P 2 -I {} \
		clang-tidy-14 --quiet {} -- $(CPPFLAGS) -std=gnu11

HEADERS := $(wildcard include/stackcheck/*.h)
DOC = $(abspath $(DESTDIR)$(PREFIX))/share/doc/stackcheck

# $(call fill,MODE,FROM,TO): install a file that names the prefix or the version.
fill = install -D -m $(1) /dev/null $(3) && \
	sed 's|@PREFIX@|$(PREFIX)|; s|@VERSION@|$(VERSION)|' $(2) >$(3)

install: install-stackcheck

install-stackcheck: $(BIN)
	install -D -m 755 $(BIN) $(DESTDIR)$(PREFIX)/bin/stackcheck
	install -D -m 644 Documentation/man/stackcheck.1 \
		$(DESTDIR)$(PREFIX)/share/man/man1/stackcheck.1
	install -D -m 644 stackcheck/cli/completion.bash \
		$(DESTDIR)$(PREFIX)/share/bash-completion/completions/stackcheck
	cd Documentation && for file in $$(find . -type f); do \
		install -D -m 644 $$file $(DOC)/$$file || exit 1; done
	$(if $(HEADERS),install -D -m 644 \
		-t $(DESTDIR)$(PREFIX)/include/stackcheck $(HEADERS))

clean:
	rm -rf $(B)

# The lines "#: target  text", here and in the parts' build.mk.
help:
	@sed -n 's/^#: //p' $(filter Makefile %.mk,$(MAKEFILE_LIST))
	@echo 'Variables: SAN=1 (address and undefined sanitizers, in build/san),'
	@echo '           V=1 (show commands), WERROR=0 (warnings are no errors), CC, CFLAGS, PREFIX, DESTDIR'

-include $(ALL_SRC:%.c=$(O)/obj/%.d) $(O)/obj/stackcheck/cli/main.d $(UNIT:$(O)/%=$(O)/obj/%.d)
-include $(FUZZ_OBJ:.o=.d) $(HELP_SRC:%.c=$(O)/obj/%.d)
