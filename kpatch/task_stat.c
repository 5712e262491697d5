// SPDX-License-Identifier: GPL-2.0-only
#include <stdlib.h>
#include <string.h>

#include "kpatch/file.h"
#include "kpatch/task_stat.h"

/* Fields of the line, from 1. The name is the second, and may hold anything. */
enum { STATE = 3, FLAGS = 9, CPU = 39 };

#define PF_KTHREAD 0x00200000ul

/* Field @n of those that follow the name, or NULL. */
static const char *find_field(const char *after_name, int n)
{
	const char *at = after_name;

	for (int i = STATE; at && i < n; i++) {
		at = strchr(at, ' ');
		at = at ? at + 1 : NULL;
	}
	return at;
}

static int parse_line(struct kp_task_stat *task, const char *line)
{
	const char *open = strchr(line, '('), *close = strrchr(line, ')');
	const char *flags, *cpu;
	size_t len;

	if (!open || !close || close < open || close[1] != ' ')
		return -1;
	len = (size_t)(close - open - 1);
	if (len >= sizeof(task->comm))
		len = sizeof(task->comm) - 1;
	memcpy(task->comm, open + 1, len);
	task->comm[len] = '\0';
	flags = find_field(close + 2, FLAGS);
	cpu = find_field(close + 2, CPU);
	if (!flags || !cpu)
		return -1;
	task->pid = strtoll(line, NULL, 10);
	task->state = close[2];
	task->kthread = strtoul(flags, NULL, 10) & PF_KTHREAD;
	task->cpu = strtoll(cpu, NULL, 10);
	return 0;
}

int kp_task_stat_read(struct kp_task_stat *task, const char *folder)
{
	struct kp_path path;
	size_t len;
	char *line;
	int bad;

	if (kp_path(&path, NULL, "%s/stat", folder))
		return -1;
	line = kp_read_file(path.s, &len, NULL);
	bad = line ? parse_line(task, line) : -1;
	free(line);
	return bad;
}
