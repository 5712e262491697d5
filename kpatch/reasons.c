// SPDX-License-Identifier: GPL-2.0-only
/* What kpatch.ko's reasons mean, and what to do about each. */
#include <string.h>

#include "kpatch/reasons.h"
#include "kpatch/refusal.h"

#define OTHER_KERNEL                                                           \
	"build the patch for this kernel; it was built for another one"

static const struct kp_reason reasons[] = {
	{ "none", KP_DONE, "it can be done", NULL },
	{ "busy", KP_LATER,
	  "a task is running a function that the patch changes, or code of a patch that is disabled",
	  "allow more time (--timeout=SECONDS), or make the tasks above leave that code or end" },
	{ "unswitched", KP_LATER,
	  "a task has not changed over, and its frames do not show why",
	  "allow more time (--timeout=SECONDS), or make the tasks above sleep, return to user space or end" },
	{ "unreliable", KP_LATER, "a stack could not be walked to its end",
	  "try again; if the same frame is shown again, unload its module" },
	{ "untrusted", KP_NEVER,
	  "no trust table covers code that has to be trusted",
	  "`kpatch trust` shows what is not covered; make a table (stackcheck trust), or relax the policy" },
	{ "nmi", KP_LATER,
	  "an NMI handler called a changing function during the switch",
	  "try again" },
	{ "not-found", KP_NEVER, "there is no such function", OTHER_KERNEL },
	{ "ambiguous", KP_NEVER, "several functions have that name",
	  "say in the patch which of them is meant (.sympos)" },
	{ "position", KP_NEVER, "fewer functions have that name",
	  OTHER_KERNEL },
	{ "address", KP_NEVER, "the function is not where the patch expects it",
	  OTHER_KERNEL },
	{ "no-fentry", KP_NEVER, "that function cannot be redirected",
	  "patch the functions that call it instead" },
	{ "conflict", KP_NEVER,
	  "a livepatch, a kprobe or the like uses that function",
	  "remove that first; see /sys/kernel/livepatch and /sys/kernel/debug/kprobes/list" },
	{ "ftrace-off", KP_NEVER, "ftrace is switched off",
	  "sysctl kernel.ftrace_enabled=1" },
	{ "relocation", KP_NEVER, "a relocation of the patch cannot be applied",
	  "rebuild the patch" },
	{ "overflow", KP_NEVER, "a relocation's value does not fit",
	  "rebuild the patch" },
	{ "veto", KP_NEVER, "a callback of the patch refused",
	  "ask the author of the patch what its errno means" },
	{ "malformed", KP_NEVER, "the tables of the patch are not valid",
	  "rebuild the patch" },
	{ "registered", KP_NEVER, "this module has registered a patch already",
	  NULL },
	{ "state", KP_LATER, "it is in that state already", NULL },
	{ "incompatible", KP_NEVER,
	  "a patch in use keeps a state, or a version of it, that this one does not support",
	  "use a newer patch, or unload the other one first" },
	{ "going", KP_LATER, "the patch is being unloaded", NULL },
	{ "reentry", KP_NEVER, "the request came from a callback",
	  "a callback of a patch must not ask for changes" },
	{ "memory", KP_LATER, "out of memory", "free memory, and try again" },
	{ "interrupted", KP_LATER, "a signal ended the request", "try again" },
	{ "cpu-held", KP_LATER,
	  "a CPU runs kernel code that does not release it",
	  "try again when the task above has ended or sleeps" },
	{ "unsupported", KP_NEVER,
	  "kpatch.ko has no counterpart for a part of this livepatch",
	  "load it without --engine=kpatch" },
	{ "switched-off", KP_NEVER, "kpatch.ko is set to enable no patch",
	  "boot without kpatch.enable=0, or echo 1 >/sys/module/kpatch/parameters/enable" },
	{ "consistency", KP_NEVER,
	  "the patch does not allow what was asked for, or the kernel does not",
	  "ask for something stricter: --consistency=atomic" },
	{ "reversed", KP_LATER,
	  "somebody had the change taken back while tasks moved", NULL },
	{ "fault", KP_NEVER, "an internal error",
	  "report it with the kernel's log" },
};

const struct kp_reason *kp_reason_find(const char *name)
{
	static const struct kp_reason unknown = {
		"unknown", KP_NEVER,
		"kpatch.ko gives a reason that this command does not know",
		"use the kpatch that belongs to this kpatch.ko"
	};

	for (size_t i = 0; name && i < sizeof(reasons) / sizeof(reasons[0]);
	     i++)
		if (!strcmp(reasons[i].name, name))
			return &reasons[i];
	return &unknown;
}
