// SPDX-License-Identifier: GPL-2.0-only
/* The names of what a run can be asked for. */
#include "stackcheck/analysis/options.h"

const char *const sc_mode_names[] = {
	[SC_MODE_AUTO] = "auto",
	[SC_MODE_FRAME] = "frame",
	[SC_MODE_TABLE] = "table",
	NULL,
};

const char *sc_mode_name(enum sc_mode mode)
{
	return sc_mode_names[mode];
}
