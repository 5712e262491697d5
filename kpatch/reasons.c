// SPDX-License-Identifier: GPL-2.0-only
/* What kpatch.ko's reasons mean, and what to do about each. */
#include <string.h>

#include "kpatch/refusal.h"

#define OTHER_KERNEL                                                           \
	"the patch was built for another kernel; build it for this one"

static const struct kp_reason reasons[] = {
	{ "none", KP_DONE, "it can be done", NULL },
	{ "busy", KP_LATER,
	  "a task is inside a function that changes, or inside the patch that goes",
	  "allow more time (--timeout=SECONDS), or make the tasks above leave or end" },
	{ "unreliable", KP_LATER, "a stack could not be walked to its end",
	  "try again; if the same frame refuses again, unload the module that it is in" },
	{ "untrusted", KP_NEVER,
	  "code that no trust table covers is in the way",
	  "`kpatch trust` shows what is not covered; make a table for it (stackcheck trust), or relax the policy" },
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
	  "a livepatch, a kprobe or the like has the function",
	  "remove that first: /sys/kernel/livepatch and /sys/kernel/debug/kprobes/list" },
	{ "ftrace-off", KP_NEVER, "ftrace is switched off",
	  "sysctl kernel.ftrace_enabled=1" },
	{ "relocation", KP_NEVER, "a relocation of the patch cannot be done",
	  "rebuild the patch" },
	{ "overflow", KP_NEVER, "a relocation's value does not fit",
	  "rebuild the patch" },
	{ "veto", KP_NEVER, "the patch's own callback said no",
	  "what its errno means only the patch knows" },
	{ "malformed", KP_NEVER, "the tables of the patch are wrong",
	  "rebuild the patch" },
	{ "registered", KP_NEVER, "this module has registered a patch already",
	  NULL },
	{ "state", KP_LATER, "it is in that state already", NULL },
	{ "incompatible", KP_NEVER,
	  "a patch in use keeps a state that this one does not know, or not in that version",
	  "use a newer patch, or take the other one out first" },
	{ "going", KP_LATER, "the patch is being unloaded", NULL },
	{ "reentry", KP_NEVER, "asked for from inside a callback",
	  "a callback of a patch must not ask for changes" },
	{ "memory", KP_LATER, "no memory", "free some, and try again" },
	{ "interrupted", KP_LATER, "a signal ended the tries", "try again" },
	{ "cpu-held", KP_LATER,
	  "a CPU runs kernel code that does not let go of it",
	  "try again when the task above has ended or sleeps; the machine cannot be stopped before" },
	{ "switched-off", KP_NEVER, "kpatch.ko was told to put no patch in",
	  "boot without kpatch.enable=0, or echo 1 >/sys/module/kpatch/parameters/enable" },
	{ "fault", KP_NEVER, "something that should not happen",
	  "report it, with the kernel's log" },
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
