// SPDX-License-Identifier: GPL-2.0-only
/*
 * Each task says in /proc/PID/task/TID/patch_state on which side of a transition
 * it is: 0 in the old state, 1 in the new one. Its frames say why.
 */
#include <ctype.h>
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kpatch/stragglers.h"
#include "kpatch/task_stat.h"

/* As many as kpatch.ko describes. */
#define SHOWN 8

struct walk {
	const struct kp_ctx *ctx;
	const struct kp_transition *transition;
	FILE *out; /* the lines of tasks */
	size_t n; /* tasks so far */
	char *object, *function; /* that the first of them is in; or NULL */
};

/* A value of a record: what is no plain character is \xNN. */
static void put_value(FILE *out, const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (isgraph((unsigned char)text[i]) && text[i] != '\\')
			putc(text[i], out);
		else
			fprintf(out, "\\x%02x", (unsigned char)text[i]);
	if (!len)
		putc('-', out);
}

static void put_text(FILE *out, const char *key, const char *text)
{
	fprintf(out, "%s=", key);
	put_value(out, text ? text : "", text ? strlen(text) : 0);
}

/* The next line of a stack, "[<0>] symbol+0x1/0x2 [module]", without its start. */
static const char *next_frame(const char **rest, size_t *len_ret)
{
	const char *line = *rest, *text;
	size_t len = strcspn(line, "\n");

	if (!*line)
		return NULL;
	*rest = line + len + (line[len] == '\n');
	text = memchr(line, ' ', len);
	text = text ? text + 1 : line;
	*len_ret = (size_t)(line + len - text);
	return text;
}

/* The name of a frame's module; vmlinux has none. */
static bool in_module(const char *frame, size_t len, const char *module)
{
	const char *open = memchr(frame, '[', len);
	size_t n = strlen(module);

	if (!open)
		return !strcmp(module, "vmlinux");
	open++;
	return (size_t)(frame + len - open) == n + 1 &&
	       !strncmp(open, module, n) && open[n] == ']';
}

static bool in_object(const char *frame, size_t len,
		      const struct kp_object *obj)
{
	size_t name = strcspn(frame, "+\n");

	if (!in_module(frame, len, obj->name))
		return false;
	for (size_t i = 0; i < obj->nfunctions; i++)
		if (strlen(obj->functions[i].name) == name &&
		    !strncmp(obj->functions[i].name, frame, name))
			return true;
	return false;
}

/* The object whose changing code the frame is in, or NULL. */
static const char *blamed_object(const struct kp_transition *t,
				 const char *frame, size_t len)
{
	const struct kp_patch *patch = t->patch;

	if (t->kind != KP_NOT_ENABLED)
		return in_module(frame, len, patch->name) ? patch->name : NULL;
	for (size_t i = 0; i < patch->nobjects; i++)
		if (in_object(frame, len, &patch->objects[i]))
			return patch->objects[i].name;
	return NULL;
}

/* The innermost frame that is in changing code; NULL: none is. */
static const char *blamed_frame(const struct walk *w, const char *stack,
				const char **object_ret)
{
	const char *frame;
	size_t len;

	while ((frame = next_frame(&stack, &len))) {
		*object_ret = blamed_object(w->transition, frame, len);
		if (*object_ret)
			return frame;
	}
	return NULL;
}

static void put_frames(FILE *out, const char *stack)
{
	const char *frame;
	size_t len;

	for (int i = 0; (frame = next_frame(&stack, &len)); i++) {
		fprintf(out, "frame=%d ip=0 symbol=", i);
		put_value(out, frame, len);
		putc('\n', out);
	}
}

/* The first that is blamed is that of the whole record. */
static void blame_function(struct walk *w, const char *object,
			   const char *function)
{
	if (w->function || !function)
		return;
	w->object = strdup(object);
	w->function = strdup(function);
}

static void put_task(struct walk *w, const char *folder, const char *tgid,
		     const char *stack)
{
	const char *object = NULL, *frame = blamed_frame(w, stack, &object);
	char *function = frame ? strndup(frame, strcspn(frame, "+\n")) : NULL;
	struct kp_task_stat task;

	if (w->n < SHOWN && !kp_task_stat_read(&task, folder)) {
		fprintf(w->out,
			"blocker=%zu pid=%" PRId64
			" tgid=%s kthread=%d cpu=%" PRId64
			" state=%c reason=%s wake=- detail=- ",
			w->n, task.pid, tgid, task.kthread, task.cpu,
			strchr("RSD", task.state) ? task.state : '-',
			frame ? "busy" : "unswitched");
		put_text(w->out, "object", object);
		put_text(w->out, " function", function);
		put_text(w->out, " comm", task.comm);
		putc('\n', w->out);
		put_frames(w->out, stack);
	}
	blame_function(w, object, function);
	free(function);
	w->n++;
}

/* Whether livepatch waits for the task. A task that is gone is in nobody's way. */
static bool is_behind(const struct walk *w, const char *folder)
{
	char want = w->transition->kind == KP_NOT_ENABLED ? '0' : '1';
	struct kp_path path;
	char *state;
	bool behind;

	if (w->transition->kind == KP_STILL_INSIDE)
		return true;
	state = kp_path(&path, NULL, "%s/patch_state", folder)
			? NULL
			: kp_read_line(path.s);
	behind = state && *state == want;
	free(state);
	return behind;
}

static void look_at_task(struct walk *w, const char *tgid, const char *tid)
{
	struct kp_path folder, path;
	const char *object;
	char *stack = NULL;
	size_t len;

	if (kp_path(&folder, NULL, "%s/%s/task/%s", w->ctx->proc, tgid, tid) ||
	    !is_behind(w, folder.s))
		return;
	if (!kp_path(&path, NULL, "%s/stack", folder.s))
		stack = kp_read_file(path.s, &len, NULL);
	if (w->transition->kind != KP_STILL_INSIDE ||
	    (stack && blamed_frame(w, stack, &object)))
		put_task(w, folder.s, tgid, stack ? stack : "");
	free(stack);
}

static void look_at_process(struct walk *w, const char *tgid)
{
	struct kp_names threads;
	struct kp_path path;

	if (!isdigit((unsigned char)*tgid) ||
	    kp_path(&path, NULL, "%s/%s/task", w->ctx->proc, tgid) ||
	    kp_list_folders(path.s, &threads, NULL))
		return;
	for (size_t i = 0; i < threads.n; i++)
		look_at_task(w, tgid, threads.items[i]);
	kp_names_free(&threads);
}

static int look_at_all(struct walk *w, struct sc_error *err)
{
	struct kp_names processes;

	if (kp_list_folders(w->ctx->proc, &processes, err))
		return -1;
	for (size_t i = 0; i < processes.n; i++)
		look_at_process(w, processes.items[i]);
	kp_names_free(&processes);
	return 0;
}

static void put_head(FILE *out, const struct walk *w)
{
	const struct kp_transition *t = w->transition;

	put_text(out, "patch", t->patch->name);
	fprintf(out, "\naction=%s\nreason=%s\nerrno=%d\n",
		t->kind == KP_NOT_ENABLED ? "enable" : "disable",
		w->function ? "busy" : "unswitched", EBUSY);
	put_text(out, "object", w->object);
	put_text(out, "\nfunction", w->function);
	fprintf(out,
		"\ndetail=-\nretries=0\ntotal_ns=%" PRId64 "\nblockers=%zu\n",
		t->waited_ms * 1000000, w->n);
}

static int parse_both(char *head, size_t head_len, const char *tasks,
		      size_t tasks_len, struct kp_record *rec,
		      struct sc_error *err)
{
	char *text = head && tasks ? realloc(head, head_len + tasks_len + 1)
				   : NULL;
	int bad;

	if (!text) {
		free(head);
		return sc_fail(err, "out of memory");
	}
	memcpy(text + head_len, tasks, tasks_len);
	bad = kp_record_parse(text, head_len + tasks_len, rec, err);
	free(text);
	return bad;
}

int kp_stragglers_read(const struct kp_ctx *ctx,
		       const struct kp_transition *transition,
		       struct kp_record *rec, struct sc_error *err)
{
	struct walk w = { .ctx = ctx, .transition = transition };
	size_t tasks_len = 0, head_len = 0;
	char *tasks = NULL, *head = NULL;
	FILE *out;
	int bad;

	w.out = open_memstream(&tasks, &tasks_len);
	if (!w.out)
		return sc_fail(err, "out of memory");
	bad = look_at_all(&w, err);
	bad = fclose(w.out) || bad;
	out = bad ? NULL : open_memstream(&head, &head_len);
	if (out) {
		put_head(out, &w);
		bad = fclose(out);
	}
	if (!bad)
		bad = parse_both(head, head_len, tasks, tasks_len, rec, err);
	free(tasks);
	free(w.object);
	free(w.function);
	return bad ? -1 : 0;
}
