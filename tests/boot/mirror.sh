#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Where this machine's apt gets Debian's packages of a label: Debian or
# Debian-Security. Nothing, if it gets them nowhere.
#
#	mirror.sh LABEL
set -eu

apt-get indextargets --format '$(LABEL)|$(REPO_URI)' \
	'Created-By: Packages' 'Origin: Debian' | sed -n "s/^$1|//p" | head -n 1
