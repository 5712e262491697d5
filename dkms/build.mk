# SPDX-License-Identifier: GPL-2.0-only
#
#: make install-dkms the sources of kpatch.ko for dkms, and the kernel's hooks

DKMS_SRC = $(DESTDIR)$(PREFIX)/src/kpatch-$(VERSION)
HOOKS = $(DESTDIR)/etc/kernel

# Not a part of `install`: dkms has to be told of it, and builds what it finds.
install-dkms:
	for file in $$(find kmod include/stackcheck -name '*.[ch]' -o -name Kbuild); do \
		install -D -m 644 $$file $(DKMS_SRC)/$$file || exit 1; done
	$(call fill,644,dkms/dkms.conf.in,$(DKMS_SRC)/dkms.conf)
	$(call fill,644,dkms/Makefile.in,$(DKMS_SRC)/Makefile)
	install -m 755 dkms/post-build $(DKMS_SRC)
	$(call fill,755,dkms/post-install.in,$(DKMS_SRC)/post-install)
	install -D -m 755 -t $(DESTDIR)$(PREFIX)/lib/kpatch dkms/kernel-table
	$(call fill,755,dkms/postinst-hook.in,$(HOOKS)/postinst.d/10-kpatch)
	$(call fill,755,dkms/postrm-hook.in,$(HOOKS)/postrm.d/10-kpatch)

.PHONY: install-dkms
