# SPDX-License-Identifier: GPL-2.0-only
#
#: make check-systems  the demo and the tests in a clean Debian 13; SYSTEMS="..." for others

check-systems: deb-deps
	$(Q)tests/systems/run.sh $(SYSTEMS)

.PHONY: check-systems

CHECK_SUITES += tests/systems/interrupt.sh
