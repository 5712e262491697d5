// SPDX-License-Identifier: GPL-2.0-only
/*
 * A function of vmlinux as a diff may leave it. What is not exported stands
 * without a suffix; each kind of reference is there once.
 */
#include <linux/kernel.h>
#include <linux/seq_file.h>
#include <linux/static_call.h>

extern const char *hidden_text;
int hidden_call(struct seq_file *m);
int hidden_hook(int n);
/* Code of vmlinux names the key beside the trampoline, code of modules may not. */
DECLARE_STATIC_CALL(hidden_key, hidden_hook);
DECLARE_STATIC_CALL(hidden_hook, hidden_hook);

int (*new_pointer)(struct seq_file *m) = hidden_call;

int new_cmdline_proc_show(struct seq_file *m, void *v);
int new_cmdline_proc_show(struct seq_file *m, void *v)
{
	WARN_ON(!v);
#ifdef ODD_STACK
	asm volatile("pushq %0" : : "r"(v));
#endif
	seq_puts(m, hidden_text);
	if (new_pointer(m))
		return static_call(hidden_key)(3) +
		       static_call_mod(hidden_hook)(4);
#ifdef PLACEHOLDER
	return hidden_call(m) + (v == (void *)0x0123456789abcdefUL);
#else
	return hidden_call(m);
#endif
}
