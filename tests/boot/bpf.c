// SPDX-License-Identifier: GPL-2.0-only
/*
 * bpf.c - BPF programs for the scenarios, without a compiler for them
 *
 *	bpf fexit FUNCTION		attach a program that does nothing to
 *					the return of FUNCTION of the kernel;
 *					prints `ready`; until stdin ends
 *	bpf vfork			a parent that waits in vfork() for its
 *					child; the child prints `ready` and
 *					ends when stdin does
 */
#include <errno.h>
#include <fcntl.h>
#include <linux/bpf.h>
#include <linux/btf.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static int fail(const char *what)
{
	fprintf(stderr, "bpf: %s: %s\n", what, strerror(errno));
	return 2;
}

/* All of @path; the caller frees it. NULL: errno says why. */
static char *read_all(const char *path, size_t *size)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	struct stat st;
	char *data;
	ssize_t got = 0;

	if (fd < 0 || fstat(fd, &st))
		return NULL;
	data = malloc(st.st_size);
	*size = 0;
	while (data && *size < (size_t)st.st_size) {
		got = read(fd, data + *size, st.st_size - *size);
		if (got <= 0)
			break;
		*size += got;
	}
	close(fd);
	return data;
}

/* Bytes that follow a type of the kernel's type data. */
static size_t size_behind(const struct btf_type *t)
{
	size_t vlen = BTF_INFO_VLEN(t->info);

	switch (BTF_INFO_KIND(t->info)) {
	case BTF_KIND_INT:
	case BTF_KIND_VAR:
	case BTF_KIND_DECL_TAG:
		return 4;
	case BTF_KIND_ARRAY:
		return 12;
	case BTF_KIND_STRUCT:
	case BTF_KIND_UNION:
	case BTF_KIND_DATASEC:
	case 19: /* BTF_KIND_ENUM64, which older headers lack */
		return vlen * 12;
	case BTF_KIND_ENUM:
	case BTF_KIND_FUNC_PROTO:
		return vlen * 8;
	}
	return 0;
}

/* The number of the function @name in the kernel's type data; 0: errno. */
static unsigned int find_function(const char *name)
{
	unsigned int id = 0, nth = 1;
	const struct btf_header *h;
	const char *at, *end, *names;
	size_t size;
	char *data = read_all("/sys/kernel/btf/vmlinux", &size);

	if (!data)
		return 0;
	h = (const struct btf_header *)data;
	at = data + h->hdr_len + h->type_off;
	end = at + h->type_len;
	names = data + h->hdr_len + h->str_off;
	for (; at < end && !id; nth++) {
		const struct btf_type *t = (const struct btf_type *)at;

		if (BTF_INFO_KIND(t->info) == BTF_KIND_FUNC &&
		    !strcmp(names + t->name_off, name))
			id = nth;
		at += sizeof(*t) + size_behind(t);
	}
	free(data);
	errno = ENOENT;
	return id;
}

/* A descriptor of a program that is attached until it is closed; -1: errno. */
static int attach_fexit(unsigned int function)
{
	const struct bpf_insn insns[] = {
		{ .code = BPF_ALU64 | BPF_MOV | BPF_K, .dst_reg = BPF_REG_0 },
		{ .code = BPF_JMP | BPF_EXIT },
	};
	union bpf_attr attr = {
		.prog_type = BPF_PROG_TYPE_TRACING,
		.expected_attach_type = BPF_TRACE_FEXIT,
		.attach_btf_id = function,
		.insns = (unsigned long)insns,
		.insn_cnt = sizeof(insns) / sizeof(insns[0]),
		.license = (unsigned long)"GPL",
		.prog_name = "kt_fexit",
	};
	int program;

	program = syscall(SYS_bpf, BPF_PROG_LOAD, &attr, sizeof(attr));
	if (program < 0)
		return -1;
	attr = (union bpf_attr){ .raw_tracepoint.prog_fd = program };
	return syscall(SYS_bpf, BPF_RAW_TRACEPOINT_OPEN, &attr, sizeof(attr));
}

static int wait_for_end(void)
{
	char c;

	printf("ready\n");
	fflush(stdout);
	while (read(0, &c, 1) > 0)
		;
	return 0;
}

static int fexit(const char *name)
{
	unsigned int function = find_function(name);

	if (!function)
		return fail(name);
	if (attach_fexit(function) < 0)
		return fail("attach");
	return wait_for_end();
}

/* The child shares the memory: it makes system calls, and no more. */
static int parent_in_vfork(void)
{
	pid_t pid = vfork();
	char c;

	if (pid < 0)
		return fail("vfork");
	if (!pid) {
		if (write(1, "ready\n", 6) == 6)
			while (read(0, &c, 1) > 0)
				;
		_exit(0);
	}
	return waitpid(pid, NULL, 0) == pid ? 0 : fail("waitpid");
}

int main(int argc, char **argv)
{
	if (argc == 3 && !strcmp(argv[1], "fexit"))
		return fexit(argv[2]);
	if (argc == 2 && !strcmp(argv[1], "vfork"))
		return parent_in_vfork();
	fprintf(stderr, "bpf: see the top of bpf.c\n");
	return 2;
}
