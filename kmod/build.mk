# SPDX-License-Identifier: GPL-2.0-only
#
#: make kmod         kpatch.ko for the kernel whose build folder is KDIR
#: make man          the manual pages of section 9, from kmod/kpatch.h

KDIR ?= /lib/modules/$(shell uname -r)/build

kmod: $(BIN)
	@[ -d "$(KDIR)" ] || { echo "kmod: no build folder $(KDIR): install" \
		"that kernel's headers, or name another by KDIR=DIR" >&2; exit 1; }
	@mkdir -p $(B)/kmod $(B)/include/stackcheck
	$(Q)cp -u kmod/*.[ch] kmod/Kbuild $(B)/kmod/
	$(Q)cp -u include/stackcheck/*.h $(B)/include/stackcheck/
	$(Q)+$(MAKE) --no-print-directory -C $(KDIR) M=$(abspath $(B)/kmod) \
		modules
	$(Q)$(BIN) trust --embed $(B)/kmod/kpatch.ko

man:
	$(Q)O=$(O) tests/docs/man.sh --rebase

install: install-kmod

# What a patch is written with; the module itself belongs to one kernel.
install-kmod:
	install -D -m 644 -t $(DESTDIR)$(PREFIX)/share/man/man9 \
		Documentation/man/*.9
	install -D -m 644 -t $(DESTDIR)$(PREFIX)/include/kpatch \
		kmod/kpatch.h kmod/kpatch_livepatch.h

.PHONY: kmod man install-kmod

CHECK_SUITES += tests/docs/man.sh
