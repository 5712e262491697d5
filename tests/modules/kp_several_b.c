// SPDX-License-Identifier: GPL-2.0-only
#include "kp_several.h"
