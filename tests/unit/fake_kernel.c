// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <ftw.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/unit/elf_builder.h"
#include "tests/unit/fake_kernel.h"

#define SERIES 16

static void must(bool good, const char *what)
{
	if (good)
		return;
	perror(what);
	abort();
}

static void note(struct fake_kernel *fk, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

static void note(struct fake_kernel *fk, const char *fmt, ...)
{
	size_t at = strlen(fk->asked);
	va_list args;

	va_start(args, fmt);
	vsnprintf(fk->asked + at, sizeof(fk->asked) - at, fmt, args);
	va_end(args);
}

void fk_put_bytes(struct fake_kernel *fk, const char *path, const void *bytes,
		  size_t size)
{
	struct kp_path full, folder;
	FILE *file;

	must(!kp_path(&full, NULL, "%s/%s", fk->sysfs, path), path);
	folder = full;
	*strrchr(folder.s, '/') = '\0';
	must(!kp_make_folder(folder.s, NULL), folder.s);
	file = fopen(full.s, "w");
	must(file && fwrite(bytes, 1, size, file) == size && !fclose(file),
	     full.s);
}

void fk_put(struct fake_kernel *fk, const char *path, const char *text)
{
	fk_put_bytes(fk, path, text, strlen(text));
}

static int remove_one(const char *path, const struct stat *st, int type,
		      struct FTW *ftw)
{
	(void)st;
	(void)type;
	(void)ftw;
	return remove(path);
}

static void remove_all(const char *path)
{
	must(!nftw(path, remove_one, SERIES, FTW_DEPTH | FTW_PHYS), path);
}

void fk_remove(struct fake_kernel *fk, const char *path)
{
	struct kp_path full;

	must(!kp_path(&full, NULL, "%s/%s", fk->sysfs, path), path);
	remove_all(full.s);
}

/* What a call that has ended leaves in the records. */
static int ended(struct fake_kernel *fk, int *err)
{
	int ret = *err;

	*err = 0;
	if (ret && fk->refusal)
		fk_put(fk, "kernel/kpatch/last_refusal", fk->refusal);
	if (fk->check)
		fk_put(fk, "kernel/kpatch/last_check", fk->check);
	return ret;
}

/* Path below sys/ of a file of a livepatch. */
static const char *in_livepatch(char path[128], const char *name,
				const char *file)
{
	snprintf(path, 128, "kernel/livepatch/%s/%s", name, file);
	return path;
}

void fk_livepatch(struct fake_kernel *fk, const char *name, bool enabled,
		  bool moving)
{
	char path[128];

	fk_put(fk, in_livepatch(path, name, "enabled"),
	       enabled ? "1\n" : "0\n");
	fk_put(fk, in_livepatch(path, name, "transition"),
	       moving ? "1\n" : "0\n");
	fk_put(fk, in_livepatch(path, name, "kt_target/patched"), "1\n");
	fk_put(fk, in_livepatch(path, name, "kt_target/kt_sleep,1/none"), "");
	snprintf(path, sizeof(path), "module/%s/taint", name);
	fk_put(fk, path, "OEK\n");
	snprintf(path, sizeof(path), "module/%s/initstate", name);
	fk_put(fk, path, "live\n");
}

/* Livepatch: what is turned round ends at once, and so does what is not stuck. */
static void write_livepatch(struct fake_kernel *fk, const char *below,
			    const char *text)
{
	bool enable = *text == '1', moved;
	char name[64], path[128];

	if (sscanf(below, "/kernel/livepatch/%63[^/]/enabled", name) != 1)
		return;
	moved = kp_sysfs_flag(&fk->ctx, "/kernel/livepatch/%s/transition",
			      name);
	fk_livepatch(fk, name, enable, !moved && fk->stuck);
	if (!enable && (moved || !fk->stuck))
		fk_remove(fk, in_livepatch(path, name, ""));
}

void fk_moving(struct fake_kernel *fk, const char *name, const char *record)
{
	char path[128];

	snprintf(path, sizeof(path), "kernel/kpatch/%s/transition", name);
	fk_put(fk, path, record ? "1\n" : "0\n");
	fk_put(fk, "kernel/kpatch/transition", record ? record : "");
}

/* Whoever asks for an end of it gets it at once. */
static void end_move(struct fake_kernel *fk, const char *below)
{
	char name[64], path[128];

	if (sscanf(below, "/kernel/livepatch/%63[^/]/force", name) == 1 &&
	    strstr(below, "/force"))
		fk_put(fk, in_livepatch(path, name, "transition"), "0\n");
	if (!fk->ends || (strcmp(below, "/kernel/kpatch/reverse") != 0 &&
			  strcmp(below, "/kernel/kpatch/force") != 0))
		return;
	fk_loaded(fk, fk->ends, fk->ends_enabled, false);
	fk_moving(fk, fk->ends, NULL);
}

static int fake_load(void *priv, const struct kp_file *file, const char *params)
{
	struct fake_kernel *fk = priv;

	note(fk, "load %s %s\n", file->name, params);
	if (fk->load)
		return ended(fk, &fk->load);
	if (file->is_livepatch && !fk->adopted)
		fk_livepatch(fk, file->name, true, fk->stuck);
	else if (!strcmp(file->name, "kpatch"))
		fk_put(fk, "kernel/kpatch/timeout_ms", "15000\n");
	else
		fk_loaded(fk, file->name, true, false);
	return 0;
}

static int fake_unload(void *priv, const char *module)
{
	struct fake_kernel *fk = priv;

	note(fk, "unload %s\n", module);
	return ended(fk, &fk->unload);
}

static int fake_write(void *priv, const char *path, const char *text)
{
	struct fake_kernel *fk = priv;
	const char *below = path + strlen(fk->sysfs);

	note(fk, "write %s %s\n", below, text);
	if (!strcmp(below, "/kernel/kpatch/timeout_ms"))
		return 0;
	if (!strcmp(below, "/kernel/kpatch/adopt"))
		fk->adopted = *text != '-';
	if (!fk->write)
		write_livepatch(fk, below, text);
	if (!fk->write)
		end_move(fk, below);
	return ended(fk, &fk->write);
}

void fk_init(struct fake_kernel *fk)
{
	*fk = (struct fake_kernel){ 0 };
	strcpy(fk->root, "/tmp/fake-kernel-XXXXXX");
	must(mkdtemp(fk->root) != NULL, fk->root);
	snprintf(fk->sysfs, sizeof(fk->sysfs), "%s/sys", fk->root);
	snprintf(fk->lock, sizeof(fk->lock), "%s/lock", fk->root);
	snprintf(fk->cmdline, sizeof(fk->cmdline), "%s/cmdline", fk->root);
	snprintf(fk->proc, sizeof(fk->proc), "%s/proc", fk->root);
	fk->sys = (struct kp_system){ fake_load, fake_unload, fake_write, fk };
	fk->ctx = (struct kp_ctx){
		.opt = { .json = true,
			 .timeout_ms = -1,
			 .sysfs = fk->sysfs,
			 .root = fk->root },
		.sys = &fk->sys,
		.release = "6.12.0-test",
		.lock = fk->lock,
		.cmdline = fk->cmdline,
		.proc = fk->proc,
		.doc = json_object(),
	};
	fk_put(fk, "../proc/version", "");
	fk_put(fk, "kernel/kpatch/timeout_ms", "15000\n");
	fk_put(fk, "kernel/kpatch/last_change", "");
	fk_put(fk, "kernel/kpatch/last_refusal", "");
	fk_put(fk, "kernel/kpatch/last_check", "");
}

void fk_free(struct fake_kernel *fk)
{
	json_decref(fk->ctx.doc);
	remove_all(fk->root);
}

/* The note of a module that `kpatch build` has made from one file: its size. */
static size_t make_sources_note(const char *source, char note_ret[128])
{
	size_t desc = strlen(source) + 2;
	uint32_t head[] = { 7, (uint32_t)desc, 1 };

	memset(note_ret, 0, 128);
	memcpy(note_ret, head, sizeof(head));
	snprintf(note_ret + sizeof(head), 8, "kpatch");
	snprintf(note_ret + sizeof(head) + 8, 100, "%s\n", source);
	return sizeof(head) + 8 + desc;
}

void fk_loaded(struct fake_kernel *fk, const char *name, bool enabled,
	       bool replace)
{
	char path[128], sources[128];

	snprintf(path, sizeof(path), "module/%s/notes/.note.kpatch", name);
	if (fk->source)
		fk_put_bytes(fk, path, sources,
			     make_sources_note(fk->source, sources));
	snprintf(path, sizeof(path), "kernel/kpatch/%s/enabled", name);
	fk_put(fk, path, enabled ? "1\n" : "0\n");
	snprintf(path, sizeof(path), "kernel/kpatch/%s/replace", name);
	fk_put(fk, path, replace ? "1\n" : "0\n");
	snprintf(path, sizeof(path), "module/%s/initstate", name);
	fk_put(fk, path, "live\n");
}

const char *fk_module(struct fake_kernel *fk, const char *name,
		      const char *release, const char *symbol)
{
	static char paths[SERIES][160];
	static unsigned int next;
	/* a build-id note: sizes, type, "GNU", the id */
	static const char id[] = "\4\0\0\0\4\0\0\0\3\0\0\0GNU\0\1\2\3";
	char *path = paths[next++ % SERIES], info[256];
	struct elf_builder *eb = eb_new(1 /* ET_REL */);
	int len = snprintf(info, sizeof(info),
			   "name=%s%cvermagic=%s SMP%c%s%c%s%c%s%c%s%s%c", name,
			   0, release, 0,
			   strcmp(symbol, "klp_enable_patch") ? ""
							      : "livepatch=Y",
			   0, fk->no_timeout ? "" : "parm=timeout_ms:time", 0,
			   fk->takes_consistency ? "parm=consistency:how" : "",
			   0, fk->built_for ? "kpatch_build_id=" : "",
			   fk->built_for ? fk->built_for : "", 0);
	char sources[128];
	uint8_t *bytes;
	FILE *file;
	size_t size;

	eb_data(eb, ".modinfo", info, (size_t)len);
	if (fk->source)
		eb_section(eb, ".note.kpatch", 7 /* SHT_NOTE */, 2, sources,
			   make_sources_note(fk->source, sources));
	eb_section(eb, ".note.gnu.build-id", 7 /* SHT_NOTE */, 2, id,
		   sizeof(id));
	eb_symbol(eb, symbol, 0, 0, 0, 0, 1);
	bytes = eb_build(eb, &size);
	eb_free(eb);
	snprintf(path, sizeof(paths[0]), "%s/%s.ko", fk->root, name);
	file = fopen(path, "w");
	must(file && fwrite(bytes, 1, size, file) == size && !fclose(file),
	     path);
	free(bytes);
	return path;
}

enum kp_exit fk_run(struct fake_kernel *fk,
		    enum kp_exit (*command)(struct kp_ctx *, int, char **), ...)
{
	char *argv[SERIES], *arg;
	int argc = 0;
	va_list args;

	va_start(args, command);
	while (argc < SERIES && (arg = va_arg(args, char *)))
		argv[argc++] = arg;
	va_end(args);
	json_object_clear(fk->ctx.doc);
	fk->asked[0] = '\0';
	return command(&fk->ctx, argc, argv);
}

json_t *fk_result(struct fake_kernel *fk)
{
	return json_array_get(json_object_get(fk->ctx.doc, "results"), 0);
}

const char *fk_text(struct fake_kernel *fk, const char *key)
{
	const char *text =
		json_string_value(json_object_get(fk_result(fk), key));

	return text ? text : "";
}
