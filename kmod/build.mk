# SPDX-License-Identifier: GPL-2.0-only
#
#: make kmod         kpatch.ko for the kernel whose build folder is KDIR

KDIR ?= /lib/modules/$(shell uname -r)/build

kmod:
	@mkdir -p $(B)/kmod $(B)/include/stackcheck
	$(Q)cp -u kmod/*.[ch] kmod/Kbuild $(B)/kmod/
	$(Q)cp -u include/stackcheck/*.h $(B)/include/stackcheck/
	$(Q)+$(MAKE) --no-print-directory -C $(KDIR) M=$(abspath $(B)/kmod) \
		modules

.PHONY: kmod
