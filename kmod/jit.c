// SPDX-License-Identifier: GPL-2.0-only
/*
 * jit.c - frames of BPF programs, and of the trampolines that call them
 *
 * No table covers this code, and ORC has nothing of it. But it is all made by
 * one function of the kernel, in one form: the frame pointer is set up before
 * any call is made, and is left alone until the code is through with calls. So
 * a frame that waits for a call to return can be left by its frame pointer. An
 * interrupted one cannot.
 *
 * May run while the machine is stopped.
 */
#include <linux/filter.h>
#include <linux/kallsyms.h>
#include <linux/uaccess.h>

#include "compat.h"
#include "jit.h"
#include "symbols.h"

/* More than can stand before the frame is set up. */
#define PROLOGUE	48

/* In 6.1 it returns the name. */
static typeof(KPATCH_BPF_LOOKUP(0, NULL, NULL, NULL))
no_bpf(unsigned long addr, unsigned long *size, unsigned long *off, char *sym)
{
	return 0;
}

DEFINE_STATIC_CALL(kpatch_bpf_lookup, no_bpf);

/* What may stand before the frame is set up; none of it touches the stack. */
static const struct {
	u8 len;				/* of the instruction */
	u8 nr;				/* of its bytes that must be these */
	u8 bytes[5];
} before_frame[] = {
	{ 4, 4, { 0xf3, 0x0f, 0x1e, 0xfa } },		/* endbr64 */
	{ 5, 5, { 0x0f, 0x1f, 0x44, 0x00, 0x00 } },	/* nopl 0(%rax,%rax) */
	{ 5, 1, { 0xe8 } },				/* call, in its place */
	{ 5, 1, { 0xe9 } },				/* jump, the same */
	{ 3, 3, { 0x0f, 0x1f, 0x00 } },			/* nopl (%rax) */
	{ 2, 2, { 0x66, 0x90 } },			/* xchg %ax,%ax */
	{ 2, 2, { 0x31, 0xc0 } },			/* xor %eax,%eax */
	{ 3, 3, { 0x48, 0x31, 0xc0 } },			/* xor %rax,%rax */
	/* sarq $5,%gs:...: depth of calls */
	{ 10, 5, { 0x65, 0x48, 0xc1, 0x3c, 0x25 } },
	{ 9, 4, { 0x65, 0x48, 0xc1, 0x3d } },		/* the same */
};

/* push %rbp; mov %rsp,%rbp */
static const u8 set_frame[] = { 0x55, 0x48, 0x89, 0xe5 };

/* How many bytes of @code, from its start, until the frame is set up; or 0. */
static unsigned int frame_begin(const u8 *code)
{
	unsigned int off = 0, i;

	while (off + sizeof(set_frame) <= PROLOGUE) {
		if (!memcmp(code + off, set_frame, sizeof(set_frame)))
			return off + sizeof(set_frame);
		for (i = 0; i < ARRAY_SIZE(before_frame); i++)
			if (off + before_frame[i].nr <= PROLOGUE &&
			    !memcmp(code + off, before_frame[i].bytes,
				    before_frame[i].nr))
				break;
		if (i == ARRAY_SIZE(before_frame))
			return 0;
		off += before_frame[i].len;
	}
	return 0;
}

bool kpatch_jit_framed(unsigned long addr, bool exact)
{
	unsigned long size, off;
	char name[KSYM_NAME_LEN];
	u8 code[PROLOGUE];
	unsigned int begin;

	if (exact ||
	    !static_call(kpatch_bpf_lookup)(addr - 1, &size, &off, name) ||
	    size < sizeof(code) ||
	    copy_from_kernel_nofault(code, (void *)(addr - 1 - off),
				     sizeof(code)))
		return false;
	begin = frame_begin(code);
	return begin && off >= begin;
}

bool kpatch_jit_names_entry(unsigned long addr)
{
	unsigned long size, off;

	return kpatch_size_at(addr, &size, &off) && !off;
}

void kpatch_jit_init(void)
{
	kpatch_bind(kpatch_bpf_lookup, KPATCH_BPF_LOOKUP);
}
