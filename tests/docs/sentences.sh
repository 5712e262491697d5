#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Each document keeps to the limits that sentences.py has for its sentences.
cd "$(dirname "$0")/../.." || exit 1
git ls-files -z '*.md' 'Documentation/man/*' |
	xargs -0 /usr/bin/python3 tests/docs/sentences.py
