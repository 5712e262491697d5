# SPDX-License-Identifier: GPL-2.0-only
# Boot tests: kpatch.ko in real kernels under qemu.
#
#: make boot         every scenario on every kernel; SCENARIOS="..." for some
#: make boot-KERNEL  the same on one of 6.12 6.12-rt 6.12-cloud 6.12-13 7.3 7.2 6.1 fp debug alone
#: make boot-lines   fast scenarios on more command lines and processors
#: make boot-trust   every scenario with trust=all; the sampler to its end
#: make boot-livepatch  the kernel's own tests of livepatch, through both engines
#: make boot-signed  a kernel that takes signed modules only
#: make bench-pause  time stopped, by sleeping tasks; beside livepatch
#: make bench-converge time until all tasks have changed over, beside livepatch
#: make bench-call   instructions of a redirected call, beside livepatch
#: make bench-frozen time that a change takes from tasks that sleep in its way
#: make checkpatch   the kernel's style check on kmod/ and tests/modules/

BOOT_BUILD := $(B)/boot
BOOT_KERNELS := 6.12 6.12-rt 6.12-cloud 6.12-13 7.3 7.2 6.1 fp debug alone
BOOT_TARGETS := $(addprefix boot-,$(BOOT_KERNELS))

boot: $(BOOT_TARGETS) boot-lines boot-livepatch boot-signed

$(BOOT_TARGETS): boot-%: $(BIN) $(KBUILD_BIN) $(KPATCH_BIN)
	$(Q)tests/boot/run.sh $* $(BOOT_BUILD) $(or $(SCENARIOS),all)

boot-lines: $(BIN) $(KBUILD_BIN) $(KPATCH_BIN)
	$(Q)SC_TEST=full tests/boot/lines.sh

boot-trust: $(BIN) $(KBUILD_BIN) $(KPATCH_BIN)
	$(Q)tests/boot/trust.sh

boot-livepatch: $(BIN) $(KBUILD_BIN) $(KPATCH_BIN) $(O)/tests/builder/make_module
	$(Q)tests/boot/livepatch.sh $(BOOT_BUILD) $(KERNEL)

boot-signed: $(BIN) $(KBUILD_BIN) $(KPATCH_BIN)
	$(Q)tests/boot/signed.sh

bench-pause: $(BIN) $(KBUILD_BIN) $(KPATCH_BIN)
	$(Q)tests/boot/bench-pause.sh $(BOOT_BUILD)

bench-converge: $(BIN) $(KBUILD_BIN) $(KPATCH_BIN)
	$(Q)tests/boot/bench-converge.sh $(BOOT_BUILD) $(KERNEL)

bench-call: $(BIN) $(KBUILD_BIN) $(KPATCH_BIN)
	$(Q)tests/boot/bench-call.sh $(BOOT_BUILD) $(KERNEL)

bench-frozen: $(BIN) $(KBUILD_BIN) $(KPATCH_BIN)
	$(Q)tests/boot/bench-frozen.sh $(BOOT_BUILD) $(KERNEL)

demo-boot: $(BIN) $(KBUILD_BIN) $(KPATCH_BIN)
	$(Q)tests/boot/demo.sh $(BOOT_BUILD)

checkpatch:
	$(Q)tests/boot/checkpatch.sh $(BOOT_BUILD)/kernels

.PHONY: boot $(BOOT_TARGETS) boot-lines boot-trust boot-livepatch boot-signed bench-pause bench-converge bench-call bench-frozen demo-boot checkpatch

CHECK_SUITES += tests/boot/stock.sh tests/boot/lines.sh tests/boot/systemd.sh
CHECK_FULL_SUITES += tests/boot/others.sh tests/boot/trust.sh \
	tests/boot/livepatch.sh tests/boot/signed.sh
DEMO_DEPS += demo-boot
