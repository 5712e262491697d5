# SPDX-License-Identifier: GPL-2.0-only
# Boot tests: kpatch.ko in real kernels under qemu.

BOOT_BUILD ?= build/boot
BOOT_KERNELS ?= 6.12 6.1 fp debug
BOOT_RUN = tests/boot/run.sh

# make boot SCENARIOS="patch replace": some of them, all kernels
boot: $(addprefix boot-,$(BOOT_KERNELS))

boot-%:
	$(BOOT_RUN) $* $(BOOT_BUILD) $(or $(SCENARIOS),all)

boot-fast:
	$(BOOT_RUN) 6.12 $(BOOT_BUILD) fast

.PHONY: boot boot-fast

CHECK_DEPS += boot-fast
CHECK_FULL_DEPS += boot
HELP += "boot                 all scenarios on every kernel (BOOT_KERNELS)" \
	"boot-6.12            the same on one of 6.12 6.1 fp debug" \
	"boot-fast            the fast ones on Debian's 6.12"
