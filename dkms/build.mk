# SPDX-License-Identifier: GPL-2.0-only
#
#: make install-dkms the sources of kpatch.ko for dkms, and the kernel's hooks

DKMS_SRC = $(DESTDIR)$(PREFIX)/src/kpatch-$(VERSION)
HOOKS = $(DESTDIR)/etc/kernel
# A version and a prefix for what is installed as a file of its own.
FILL = sed 's|@PREFIX@|$(PREFIX)|; s|@VERSION@|$(VERSION)|'

# Not a part of `install`: dkms has to be told of it, and builds what it finds.
install-dkms:
	for file in $$(find kmod include/stackcheck -name '*.[ch]' -o -name Kbuild); do \
		install -D -m 644 $$file $(DKMS_SRC)/$$file || exit 1; done
	$(FILL) dkms/dkms.conf.in >$(DKMS_SRC)/dkms.conf
	$(FILL) dkms/Makefile.in >$(DKMS_SRC)/Makefile
	install -m 755 dkms/post-build $(DKMS_SRC)
	$(FILL) dkms/post-install.in >$(DKMS_SRC)/post-install
	install -D -m 755 -t $(DESTDIR)$(PREFIX)/lib/kpatch dkms/kernel-table
	install -d $(HOOKS)/postinst.d $(HOOKS)/postrm.d
	$(FILL) dkms/postinst-hook.in >$(HOOKS)/postinst.d/10-kpatch
	$(FILL) dkms/postrm-hook.in >$(HOOKS)/postrm.d/10-kpatch
	chmod 755 $(DKMS_SRC)/post-install $(HOOKS)/postinst.d/10-kpatch $(HOOKS)/postrm.d/10-kpatch

.PHONY: install-dkms
