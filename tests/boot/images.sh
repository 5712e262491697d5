#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Packages of Debian's kernel images for amd64 that apt knows, the newest last.
#
#	images.sh [SERIES[-FLAVOUR]]	of 6.12, 6.12-rt or 6.12-cloud
#	images.sh --series		the newest series alone, as 6.12
set -eu

series=${1:-}
[ "$series" != --series ] || series=
flavour=
case $series in
*-*)	flavour=-${series#*-} series=${series%%-*} ;;
esac
escaped=$(echo "$series" | sed 's/\./\\./g')
# A name's end that has a dash more is of another flavour, or of another kind.
names=$(apt-cache pkgnames "linux-image-$series" |
	grep -E -x "linux-image-${escaped:-[0-9]+\.[0-9]+}\.[0-9]+((-[0-9]|[+~])[0-9a-z.+~]*)?$flavour-amd64" |
	sort -V)
if [ "${1:-}" = --series ]; then
	echo "$names" | sed -n '$s/^linux-image-\([0-9]*\.[0-9]*\).*/\1/p'
elif [ -n "$names" ]; then
	echo "$names"
fi
