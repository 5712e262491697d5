# SPDX-License-Identifier: GPL-2.0-only
#
#: make deb          the packages, in build/deb; deb-deps installs what that needs
#: make check-deb    the same in clean Debian 12 and 13 roots: lint, install, use, purge

DEB := $(B)/deb
DEB_SRC := $(DEB)/stackcheck-$(VERSION)

# Needs what the programs load by themselves.
$(O)/loaded: $(O)/obj/debian/loaded.o
	@echo "  LD      $@"
	$(Q)$(CC) $(CFLAGS) $(SC_CFLAGS) $(LDFLAGS) -o $@ $^ $(LOADED:%=-l%) -lelf

deb-deps:
	$(Q).ci/deps Documentation/dependencies.md build make

# A copy of what git has, so that nothing is written beside the sources. The
# packages are made by a second make, for which the tools are there.
deb: deb-deps
	$(Q)rm -rf $(DEB)
	$(Q)mkdir -p $(DEB_SRC)
	$(Q)git ls-files -z | xargs -0 cp --parents -t $(DEB_SRC)
	$(Q)cd $(DEB_SRC) && env -u MAKEFLAGS -u MFLAGS -u MAKELEVEL \
		DEB_BUILD_OPTIONS="parallel=$$(nproc) $(DEB_BUILD_OPTIONS)" \
		dpkg-buildpackage -us -uc
	$(Q)lintian --fail-on error,warning $(DEB)/*.changes
	@ls $(DEB)/*.deb

check-deb: deb-deps
	$(Q)tests/packages/run.sh $(SYSTEMS)

.PHONY: deb deb-deps check-deb

CHECK_DEPS += $(O)/loaded
CHECK_SUITES += tests/packages/table.sh
CHECK_FULL_SUITES += tests/packages/run.sh
check-full: deb-deps
