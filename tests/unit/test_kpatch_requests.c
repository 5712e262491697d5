// SPDX-License-Identifier: GPL-2.0-only
/* What the command asks the kernel, and what it makes of the answers. */
#include "tests/unit/test.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "kpatch/boot.h"
#include "tests/unit/fake_kernel.h"

#define HERE "6.12.0-test"

static int setup(void **state)
{
	struct fake_kernel *fk = malloc(sizeof(*fk));

	fk_init(fk);
	*state = fk;
	return 0;
}

static int teardown(void **state)
{
	fk_free(*state);
	free(*state);
	return 0;
}

static const char *patch(struct fake_kernel *fk)
{
	return fk_module(fk, "kp_a", HERE, "kpatch_register");
}

static void assert_says(struct fake_kernel *fk, const char *key,
			const char *expect)
{
	if (!strstr(fk_text(fk, key), expect))
		fail_msg("%s: \"%s\" does not say \"%s\"", key,
			 fk_text(fk, key), expect);
}

static void test_load(void **state)
{
	struct fake_kernel *fk = *state;

	assert_int_equal(fk_run(fk, kp_cmd_load, patch(fk), NULL), KP_DONE);
	assert_string_equal(fk->asked, "load kp_a \n");
	assert_string_equal(fk_text(fk, "patch"), "kp_a");
	/* Again: there is nothing to ask. */
	assert_int_equal(fk_run(fk, kp_cmd_load, patch(fk), NULL), KP_DONE);
	assert_string_equal(fk->asked, "");
}

/* The running kernel's notes are those of a build-id, 01020304. */
static void test_other_kernel_build(void **state)
{
	static const char notes[] = "\4\0\0\0\4\0\0\0\3\0\0\0GNU\0\1\2\3\4";
	struct fake_kernel *fk = *state;

	fk->built_for = "aabbccdd";
	assert_int_equal(fk_run(fk, kp_cmd_load, patch(fk), NULL), KP_SYSTEM);
	assert_string_equal(fk->asked, "");
	assert_says(fk, "error", "kernel/notes; nothing was loaded");
	fk_put_bytes(fk, "kernel/notes", notes, sizeof(notes) - 1);
	fk_remove(fk, "kernel/kpatch");
	assert_int_equal(fk_run(fk, kp_cmd_load, patch(fk), NULL), KP_USAGE);
	assert_string_equal(fk->asked, "");
	assert_says(fk, "error", "build-id aabbccdd; this one has 01020304;");
	assert_int_equal(fk_run(fk, kp_cmd_replace, patch(fk), NULL), KP_USAGE);
	assert_string_equal(fk->asked, "");
}

static void test_same_kernel_build(void **state)
{
	static const char notes[] = "\4\0\0\0\4\0\0\0\3\0\0\0GNU\0\1\2\3\4";
	struct fake_kernel *fk = *state;

	fk->built_for = "01020304";
	fk_put_bytes(fk, "kernel/notes", notes, sizeof(notes) - 1);
	assert_int_equal(fk_run(fk, kp_cmd_load, patch(fk), NULL), KP_DONE);
	assert_string_equal(fk->asked, "load kp_a \n");
}

/* Each was built without the other's change of that file. */
static void test_same_source(void **state)
{
	static const char notes[] = "\4\0\0\0\4\0\0\0\3\0\0\0GNU\0\1\2\3\4";
	struct fake_kernel *fk = *state;

	fk_put_bytes(fk, "kernel/notes", notes, sizeof(notes) - 1);
	fk->built_for = "01020304";
	fk->source = "fs/readdir.c";
	fk_loaded(fk, "kp_b", true, false);
	assert_int_equal(fk_run(fk, kp_cmd_load, patch(fk), NULL), KP_NEVER);
	assert_int_equal(fk_run(fk, kp_cmd_check, patch(fk), NULL), KP_NEVER);
	assert_string_equal(fk->asked, "");
	assert_says(fk, "error",
		    "kp_b, which is in use: both change fs/readdir.c");
	assert_says(fk, "advice", "into one patch");
	/* Others go, so it is the only one. */
	assert_int_equal(fk_run(fk, kp_cmd_replace, patch(fk), NULL), KP_DONE);
	assert_string_equal(fk->asked, "load kp_a replace=1 \n");
}

static void test_other_source(void **state)
{
	static const char notes[] = "\4\0\0\0\4\0\0\0\3\0\0\0GNU\0\1\2\3\4";
	struct fake_kernel *fk = *state;

	fk_put_bytes(fk, "kernel/notes", notes, sizeof(notes) - 1);
	fk->built_for = "01020304";
	fk->source = "fs/readdir.c";
	fk_loaded(fk, "kp_b", false, false); /* not in use */
	fk->source = "fs/readdir.h";
	fk_loaded(fk, "kp_c", true, false);
	/* What is no note counts for nothing. */
	fk_loaded(fk, "kp_d", true, false);
	fk_put(fk, "module/kp_d/notes/.note.kpatch", "fs/readdir.c\n");
	fk->source = "fs/readdir.c";
	assert_int_equal(fk_run(fk, kp_cmd_load, patch(fk), NULL), KP_DONE);
	assert_string_equal(fk->asked, "load kp_a \n");
}

/* It goes to the module. One that was loaded otherwise is loaded anew. */
static void test_consistency(void **state)
{
	struct fake_kernel *fk = *state;

	fk->ctx.opt.consistency = "atomic";
	assert_int_equal(fk_run(fk, kp_cmd_load, patch(fk), NULL), KP_USAGE);
	assert_string_equal(fk->asked, "");
	assert_says(fk, "error", "no parameter consistency");
	fk->takes_consistency = true;
	assert_int_equal(fk_run(fk, kp_cmd_load, patch(fk), NULL), KP_DONE);
	assert_string_equal(fk->asked, "load kp_a consistency=atomic \n");
	fk_loaded(fk, "kp_a", false, false);
	fk_put(fk, "kernel/kpatch/kp_a/consistency", "atomic\n");
	assert_int_equal(fk_run(fk, kp_cmd_load, patch(fk), NULL), KP_DONE);
	assert_string_equal(fk->asked,
			    "write /kernel/kpatch/kp_a/enabled 1 \n");
	fk_loaded(fk, "kp_a", false, false);
	fk_put(fk, "kernel/kpatch/kp_a/consistency", "hybrid\n");
	assert_int_equal(fk_run(fk, kp_cmd_load, patch(fk), NULL), KP_DONE);
	assert_string_equal(fk->asked,
			    "unload kp_a\nload kp_a consistency=atomic \n");
}

static void test_parameters(void **state)
{
	struct fake_kernel *fk = *state;

	fk->ctx.opt.force = true;
	assert_int_equal(fk_run(fk, kp_cmd_load, patch(fk), NULL), KP_DONE);
	assert_string_equal(fk->asked, "load kp_a force=1 \n");
	assert_int_equal(
		json_array_size(json_object_get(fk_result(fk), "warnings")), 1);
	fk->ctx.opt.force = false;
	fk_remove(fk, "kernel/kpatch/kp_a");
	fk->ctx.opt.timeout_ms = 250;
	assert_int_equal(fk_run(fk, kp_cmd_replace, patch(fk), NULL), KP_DONE);
	assert_string_equal(fk->asked, "load kp_a replace=1 timeout_ms=250\n");
}

/* Loaded, not in use: enabled, or where that would be another thing, anew. */
static void test_disabled(void **state)
{
	struct fake_kernel *fk = *state;

	fk_loaded(fk, "kp_a", false, false);
	assert_int_equal(fk_run(fk, kp_cmd_load, patch(fk), NULL), KP_DONE);
	assert_string_equal(fk->asked,
			    "write /kernel/kpatch/kp_a/enabled 1 \n");
	assert_int_equal(fk_run(fk, kp_cmd_replace, patch(fk), NULL), KP_DONE);
	assert_string_equal(fk->asked, "unload kp_a\nload kp_a replace=1 \n");
	fk_loaded(fk, "kp_a", false, true);
	assert_int_equal(fk_run(fk, kp_cmd_load, patch(fk), NULL), KP_DONE);
	assert_string_equal(fk->asked, "unload kp_a\nload kp_a \n");
	fk_loaded(fk, "kp_a", false, false);
	fk->ctx.opt.force = true;
	assert_int_equal(fk_run(fk, kp_cmd_load, patch(fk), NULL), KP_DONE);
	assert_string_equal(fk->asked, "unload kp_a\nload kp_a force=1 \n");
	/* It cannot be unloaded: it was forced. */
	fk_loaded(fk, "kp_a", false, false);
	fk->unload = EAGAIN;
	assert_int_equal(fk_run(fk, kp_cmd_load, patch(fk), NULL), KP_NEVER);
	assert_string_equal(fk->asked, "unload kp_a\n");
}

static void test_other_build(void **state)
{
	static const char same[] = "\4\0\0\0\4\0\0\0\3\0\0\0GNU\0\1\2\3";
	static const char other[] = "\4\0\0\0\4\0\0\0\3\0\0\0GNU\0\1\2\4";
	struct fake_kernel *fk = *state;

	fk_loaded(fk, "kp_a", true, false);
	fk_put_bytes(fk, "module/kp_a/notes/.note.gnu.build-id", other,
		     sizeof(other));
	assert_int_equal(fk_run(fk, kp_cmd_load, patch(fk), NULL), KP_USAGE);
	assert_string_equal(fk->asked, "");
	assert_says(fk, "error", "another build");
	assert_int_equal(fk_run(fk, kp_cmd_check, patch(fk), NULL), KP_USAGE);
	assert_string_equal(fk->asked, "");
	/* What cannot be told apart is the same. */
	fk_put_bytes(fk, "module/kp_a/notes/.note.gnu.build-id", other, 18);
	assert_int_equal(fk_run(fk, kp_cmd_load, patch(fk), NULL), KP_DONE);
	fk_put_bytes(fk, "module/kp_a/notes/.note.gnu.build-id", same,
		     sizeof(same));
	assert_int_equal(fk_run(fk, kp_cmd_load, patch(fk), NULL), KP_DONE);
}

static void test_replace_beside_others(void **state)
{
	struct fake_kernel *fk = *state;

	fk_loaded(fk, "kp_a", true, false);
	fk_loaded(fk, "kp_b", false, false);
	assert_int_equal(fk_run(fk, kp_cmd_replace, patch(fk), NULL), KP_DONE);
	fk_loaded(fk, "kp_c", true, false);
	assert_int_equal(fk_run(fk, kp_cmd_replace, patch(fk), NULL), KP_NEVER);
	assert_string_equal(fk->asked, "");
	assert_says(fk, "advice", "kpatch unload kp_c");
}

/* Files that must not get as far as the kernel. */
static void test_wrong_files(void **state)
{
	struct fake_kernel *fk = *state;

	assert_int_equal(
		fk_run(fk, kp_cmd_load,
		       fk_module(fk, "kp_a", "6.1.0", "kpatch_register"), NULL),
		KP_USAGE);
	assert_says(fk, "error", "built for kernel 6.1.0; this is " HERE);
	assert_int_equal(fk_run(fk, kp_cmd_load,
				fk_module(fk, "usb", HERE, "printk"), NULL),
			 KP_USAGE);
	assert_says(fk, "error", "no patch");
	assert_int_equal(fk_run(fk, kp_cmd_check,
				fk_module(fk, "usb", HERE, "printk"), NULL),
			 KP_USAGE);
	assert_int_equal(
		fk_run(fk, kp_cmd_load,
		       fk_module(fk, ".hidden", HERE, "kpatch_register"), NULL),
		KP_USAGE);
	assert_string_equal(fk->asked, "");
}

static const struct {
	const char *reason;
	int err;
	enum kp_exit code;
} reasons[] = {
	{ "busy", EBUSY, KP_LATER },
	{ "unreliable", ENOTRECOVERABLE, KP_LATER },
	{ "untrusted", EKEYREJECTED, KP_NEVER },
	{ "nmi", EAGAIN, KP_LATER },
	{ "not-found", ENOENT, KP_NEVER },
	{ "ambiguous", ENOTUNIQ, KP_NEVER },
	{ "position", ERANGE, KP_NEVER },
	{ "address", EADDRNOTAVAIL, KP_NEVER },
	{ "no-fentry", ENXIO, KP_NEVER },
	{ "conflict", EADDRINUSE, KP_NEVER },
	{ "ftrace-off", EOPNOTSUPP, KP_NEVER },
	{ "relocation", ENOEXEC, KP_NEVER },
	{ "overflow", EOVERFLOW, KP_NEVER },
	{ "veto", ECANCELED, KP_NEVER },
	{ "malformed", EINVAL, KP_NEVER },
	{ "registered", EEXIST, KP_NEVER },
	{ "state", EALREADY, KP_LATER },
	{ "going", ENODEV, KP_LATER },
	{ "reentry", EDEADLK, KP_NEVER },
	{ "memory", ENOMEM, KP_LATER },
	{ "interrupted", EINTR, KP_LATER },
	{ "switched-off", EPERM, KP_NEVER },
	{ "consistency", EDOM, KP_NEVER },
	{ "reversed", ECONNABORTED, KP_LATER },
	{ "fault", EIO, KP_NEVER },
};

static void test_reasons(void **state)
{
	struct fake_kernel *fk = *state;
	static char record[256];

	fk->refusal = record;
	for (size_t i = 0; i < sizeof(reasons) / sizeof(reasons[0]); i++) {
		snprintf(record, sizeof(record),
			 "seq=%zu\npatch=kp_a\naction=enable\nreason=%s\n"
			 "errno=%d\n",
			 i + 1, reasons[i].reason, reasons[i].err);
		fk->load = reasons[i].err;
		assert_int_equal(fk_run(fk, kp_cmd_load, patch(fk), NULL),
				 reasons[i].code);
		assert_says(fk, "error", reasons[i].reason);
		assert_string_equal(
			json_string_value(json_object_get(
				json_object_get(fk_result(fk), "refusal"),
				"reason")),
			reasons[i].reason);
	}
}

static const struct {
	int err;
	enum kp_exit code;
	const char *says;
} loader[] = {
	{ EPERM, KP_SYSTEM, "not permitted" },
	{ EEXIST, KP_USAGE, "is loaded, and is no patch" },
	{ ENOEXEC, KP_USAGE, "does not take this file" },
	{ ENOENT, KP_SYSTEM, "needs a symbol" },
	{ EKEYREJECTED, KP_SYSTEM, "signed" },
	{ EINTR, KP_LATER, "interrupted" },
	{ EBUSY, KP_LATER, "being loaded or unloaded" },
	{ EFAULT, KP_SYSTEM, "Bad address" },
};

/* Without a new record about this patch it was not kpatch.ko that refused. */
static void test_not_ours(void **state)
{
	static const char *const records[] = {
		"seq=5\npatch=kp_a\naction=enable\nreason=busy\nerrno=16\n",
		"seq=6\npatch=kp_b\naction=enable\nreason=busy\nerrno=16\n",
		"seq=7\npatch=kp_a\naction=module\nreason=veto\nerrno=125\n",
		"damaged",
		"",
	};
	struct fake_kernel *fk = *state;

	for (size_t k = 0; k < sizeof(records) / sizeof(records[0]); k++) {
		for (size_t i = 0; i < sizeof(loader) / sizeof(loader[0]);
		     i++) {
			fk_put(fk, "kernel/kpatch/last_refusal", records[0]);
			fk->refusal = records[k];
			fk->load = loader[i].err;
			assert_int_equal(fk_run(fk, kp_cmd_load, patch(fk),
						NULL),
					 loader[i].code);
			assert_says(fk, "error", loader[i].says);
			assert_null(json_object_get(fk_result(fk), "refusal"));
		}
	}
}

/* The time-out goes with each request, and is written nowhere else. */
static void test_timeout(void **state)
{
	struct fake_kernel *fk = *state;

	fk->ctx.opt.timeout_ms = 0;
	fk->load = EBUSY;
	assert_int_equal(fk_run(fk, kp_cmd_load, patch(fk), NULL), KP_LATER);
	assert_string_equal(fk->asked, "load kp_a timeout_ms=0\n");
	fk_loaded(fk, "kp_a", false, false);
	assert_int_equal(fk_run(fk, kp_cmd_load, patch(fk), NULL), KP_DONE);
	assert_string_equal(
		fk->asked,
		"write /kernel/kpatch/kp_a/enabled 1 timeout_ms=0\n");
	fk_loaded(fk, "kp_a", true, false);
	assert_int_equal(fk_run(fk, kp_cmd_unload, "kp_a", NULL), KP_DONE);
	assert_string_equal(
		fk->asked,
		"write /kernel/kpatch/kp_a/enabled 0 timeout_ms=0\nunload kp_a\n");
	/* One that would not be told. */
	fk->no_timeout = true;
	fk_remove(fk, "kernel/kpatch/kp_a");
	assert_int_equal(fk_run(fk, kp_cmd_load, patch(fk), NULL), KP_USAGE);
	assert_string_equal(fk->asked, "");
	assert_says(fk, "error", "no parameter timeout_ms");
	/* A write takes it, whatever the module has. */
	fk_loaded(fk, "kp_a", false, false);
	assert_int_equal(fk_run(fk, kp_cmd_load, patch(fk), NULL), KP_DONE);
	fk_remove(fk, "kernel/kpatch/kp_a");
	fk->ctx.opt.timeout_ms = -1;
	assert_int_equal(fk_run(fk, kp_cmd_load, patch(fk), NULL), KP_DONE);
}

/* Hold the lock in another process until the pipe is closed. */
static pid_t hold_lock(struct fake_kernel *fk, int *end_ret)
{
	int ready[2], end[2];
	char c;
	pid_t pid;

	assert_int_equal(pipe(ready) | pipe(end), 0);
	pid = fork();
	if (!pid) {
		struct flock lock = { .l_type = F_WRLCK };
		int fd = open(fk->lock, O_RDWR | O_CREAT, 0600);

		close(end[1]);
		prctl(PR_SET_NAME, "hol\033der");
		if (fcntl(fd, F_SETLK, &lock) || write(ready[1], "r", 1) != 1)
			_exit(1);
		_exit(read(end[0], &c, 1) != 0);
	}
	close(ready[1]);
	close(end[0]);
	assert_int_equal(read(ready[0], &c, 1), 1);
	close(ready[0]);
	*end_ret = end[1];
	return pid;
}

/* Who holds the lock is named, and nothing is asked of the kernel. */
static void test_lock(void **state)
{
	struct fake_kernel *fk = *state;
	char who[64];
	struct stat st;
	int status, end;
	pid_t pid = hold_lock(fk, &end);

	fk->ctx.opt.timeout_ms = 0;
	assert_int_equal(fk_run(fk, kp_cmd_load, patch(fk), NULL), KP_LATER);
	assert_string_equal(fk->asked, "");
	snprintf(who, sizeof(who), "hol\033der (pid %d) holds", pid);
	assert_says(fk, "error", who);
	close(end);
	waitpid(pid, &status, 0);
	assert_int_equal(status, 0);
	assert_int_equal(fk_run(fk, kp_cmd_load, patch(fk), NULL), KP_DONE);
	assert_int_equal(stat(fk->lock, &st), 0);
	assert_int_equal(st.st_mode & 07777, 0600);
}

/* Something else in its place is not followed, nor waited for. */
static void test_lock_is_no_file(void **state)
{
	struct fake_kernel *fk = *state;

	assert_int_equal(mkfifo(fk->lock, 0600), 0);
	assert_int_equal(fk_run(fk, kp_cmd_load, patch(fk), NULL), KP_SYSTEM);
	assert_string_equal(fk->asked, "");
	unlink(fk->lock);
	assert_int_equal(symlink("/dev/null", fk->lock), 0);
	assert_int_equal(fk_run(fk, kp_cmd_load, patch(fk), NULL), KP_DONE);
	assert_int_equal(
		json_array_size(json_object_get(fk_result(fk), "warnings")), 1);
}

/* What the kernel's command line has for kpatch.ko goes to it. */
static void test_boot_parameters(void **state)
{
	static const struct {
		const char *line, *params;
		bool disabled;
	} cases[] = {
		{ "", "", false },
		{ "root=x kpatch.enable=0\n", "enable=0", true },
		{ "kpatch.enable=off kpatch.timeout_ms=5 quiet",
		  "enable=off timeout_ms=5", true },
		{ "kpatch.enable=0 kpatch.enable=1", "enable=0 enable=1",
		  false },
		{ "xkpatch.enable=0 kpatch.enabled=0 kpatch_enable=0",
		  "enabled=0", false },
		{ "a=\"b kpatch.enable=0\" -- kpatch.enable=0", "", false },
		{ "kpatch.enable=N", "enable=N", true },
	};
	struct fake_kernel *fk = *state;
	char buf[64];

	assert_false(kp_boot_disabled(&fk->ctx));
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		FILE *file = fopen(fk->cmdline, "w");

		fputs(cases[i].line, file);
		fclose(file);
		assert_int_equal(kp_boot_parameters(&fk->ctx, buf, sizeof(buf)),
				 0);
		assert_string_equal(buf, cases[i].params);
		assert_int_equal(kp_boot_disabled(&fk->ctx), cases[i].disabled);
	}
	assert_int_equal(kp_boot_parameters(&fk->ctx, buf, 4), -1);
	fk_remove(fk, "kernel");
	fk->ctx.opt.core = fk_module(fk, "kpatch", HERE, "x");
	assert_int_equal(fk_run(fk, kp_cmd_load, patch(fk), NULL), KP_DONE);
	assert_string_equal(fk->asked, "load kpatch enable=N\n"
				       "load kp_a \n");
}

static void test_unload_all(void **state)
{
	struct fake_kernel *fk = *state;

	fk->ctx.opt.all = true;
	assert_int_equal(fk_run(fk, kp_cmd_unload, NULL), KP_DONE);
	assert_string_equal(fk->asked, "");
	assert_int_equal(fk_run(fk, kp_cmd_unload, "kp_a", NULL), KP_USAGE);
	fk_loaded(fk, "kp_a", true, false);
	fk_put(fk, "kernel/kpatch/kp_a/stack_order", "2\n");
	fk_loaded(fk, "kp_b", true, false);
	fk_put(fk, "kernel/kpatch/kp_b/stack_order", "1\n");
	fk_loaded(fk, "kp_c", false, false);
	assert_int_equal(fk_run(fk, kp_cmd_unload, NULL), KP_DONE);
	assert_string_equal(fk->asked, "unload kp_c\n"
				       "write /kernel/kpatch/kp_a/enabled 0 \n"
				       "unload kp_a\n"
				       "write /kernel/kpatch/kp_b/enabled 0 \n"
				       "unload kp_b\n");
	fk->ctx.opt.all = false;
	assert_int_equal(fk_run(fk, kp_cmd_unload, NULL), KP_USAGE);
}

static void test_unload(void **state)
{
	struct fake_kernel *fk = *state;

	fk_loaded(fk, "kp_a", true, false);
	assert_int_equal(fk_run(fk, kp_cmd_unload, "kp-a", NULL), KP_DONE);
	assert_string_equal(fk->asked, "write /kernel/kpatch/kp_a/enabled 0 \n"
				       "unload kp_a\n");
	fk_loaded(fk, "kp_a", false, false);
	assert_int_equal(fk_run(fk, kp_cmd_unload, "x/kp_a.ko.xz", NULL),
			 KP_DONE);
	assert_string_equal(fk->asked, "unload kp_a\n");
	/* Refused: the module is left alone. */
	fk_loaded(fk, "kp_a", true, false);
	fk->write = EBUSY;
	fk->refusal =
		"seq=1\npatch=kp_a\naction=disable\nreason=busy\nerrno=16\n";
	assert_int_equal(fk_run(fk, kp_cmd_unload, "kp_a", NULL), KP_LATER);
	assert_string_equal(fk->asked,
			    "write /kernel/kpatch/kp_a/enabled 0 \n");
	assert_says(fk, "error", "disabling it was refused");
	/* Gone meanwhile. */
	fk->unload = ENOENT;
	assert_int_equal(fk_run(fk, kp_cmd_unload, "kp_a", NULL), KP_DONE);
	assert_int_equal(fk_run(fk, kp_cmd_unload, "kp_b", NULL), KP_USAGE);
}

static void test_not_unloaded(void **state)
{
	struct fake_kernel *fk = *state;

	fk_loaded(fk, "kp_a", false, false);
	fk_put(fk, "module/kp_a/holders/kt_user/x", "");
	fk->unload = EAGAIN;
	assert_int_equal(fk_run(fk, kp_cmd_unload, "kp_a", NULL), KP_LATER);
	assert_says(fk, "error", "module kt_user still uses the module");
	fk_remove(fk, "module/kp_a/holders");
	fk->unload = EAGAIN;
	assert_int_equal(fk_run(fk, kp_cmd_unload, "kp_a", NULL), KP_LATER);
	assert_says(fk, "error", "something still uses the module");
	fk->unload = EBUSY;
	assert_int_equal(fk_run(fk, kp_cmd_unload, "kp_a", NULL), KP_LATER);
	assert_says(fk, "error", "init or exit");
	fk->unload = EPERM;
	assert_int_equal(fk_run(fk, kp_cmd_unload, "kp_a", NULL), KP_SYSTEM);
	fk_put(fk, "kernel/kpatch/kp_a/forced", "1\n");
	fk->unload = EAGAIN;
	assert_int_equal(fk_run(fk, kp_cmd_unload, "kp_a", NULL), KP_NEVER);
	assert_says(fk, "error", "for ever");
}

static void test_check(void **state)
{
	struct fake_kernel *fk = *state;

	fk->load = ECANCELED;
	fk->check = "seq=1\npatch=kp_a\naction=check\nreason=none\nerrno=0\n";
	assert_int_equal(fk_run(fk, kp_cmd_check, patch(fk), NULL), KP_DONE);
	assert_string_equal(fk->asked, "load kp_a check=1\n");
	assert_true(json_is_true(json_object_get(fk_result(fk), "possible")));
	/* An answer from before is none. */
	fk->load = ECANCELED;
	assert_int_not_equal(fk_run(fk, kp_cmd_check, patch(fk), NULL),
			     KP_DONE);
	assert_true(json_is_false(json_object_get(fk_result(fk), "possible")));
	fk->load = EBUSY;
	fk->check = "seq=2\npatch=kp_a\naction=check\nreason=busy\nerrno=16\n";
	fk->ctx.opt.replace = true;
	assert_int_equal(fk_run(fk, kp_cmd_check, patch(fk), NULL), KP_LATER);
	assert_string_equal(fk->asked, "load kp_a check=1 replace=1\n");
	/* A loaded one, by its file or its name. */
	fk_loaded(fk, "kp_a", true, false);
	fk->check = "seq=3\npatch=kp_a\naction=check\nreason=none\nerrno=0\n";
	assert_int_equal(fk_run(fk, kp_cmd_check, patch(fk), NULL), KP_DONE);
	assert_string_equal(fk->asked, "write /kernel/kpatch/kp_a/check 1\n");
	assert_string_equal(fk_text(fk, "asked"), "disable");
	fk->check = "seq=4\npatch=kp_a\naction=check\nreason=busy\nerrno=16\n";
	fk->write = EBUSY;
	assert_int_equal(fk_run(fk, kp_cmd_check, "kp_a", NULL), KP_LATER);
}

static void test_core(void **state)
{
	struct fake_kernel *fk = *state;
	const char *core;

	fk_remove(fk, "kernel");
	assert_int_equal(fk_run(fk, kp_cmd_load, patch(fk), NULL), KP_SYSTEM);
	assert_string_equal(fk->asked, "");
	assert_says(fk, "error", "looked in");
	fk->ctx.opt.core = fk_module(fk, "other", HERE, "x");
	assert_int_equal(fk_run(fk, kp_cmd_load, patch(fk), NULL), KP_USAGE);
	core = fk_module(fk, "kpatch", "6.1.0", "x");
	fk->ctx.opt.core = core;
	assert_int_equal(fk_run(fk, kp_cmd_load, patch(fk), NULL), KP_USAGE);
	assert_string_equal(fk->asked, "");
	core = fk_module(fk, "kpatch", HERE, "x");
	fk->ctx.opt.core = core;
	fk->load = EPERM;
	assert_int_equal(fk_run(fk, kp_cmd_load, patch(fk), NULL), KP_SYSTEM);
	assert_string_equal(fk->asked, "load kpatch \n");
	assert_int_equal(fk_run(fk, kp_cmd_load, patch(fk), NULL), KP_DONE);
	assert_string_equal(fk->asked, "load kpatch \nload kp_a \n");
}

static void test_policy(void **state)
{
	struct fake_kernel *fk = *state;

	fk_put(fk, "kernel/kpatch/trust/policy", "off\n");
	fk_put(fk, "kernel/kpatch/trust/images", "");
	assert_int_equal(fk_run(fk, kp_cmd_trust, NULL), KP_DONE);
	assert_string_equal(fk->asked, "");
	fk->ctx.opt.policy = "most";
	assert_int_equal(fk_run(fk, kp_cmd_trust, NULL), KP_USAGE);
	assert_string_equal(fk->asked, "");
}

/* Several: each is tried, and the worst is the exit code. */
static void test_several(void **state)
{
	struct fake_kernel *fk = *state;
	const char *a = patch(fk);
	const char *b = fk_module(fk, "kp_b", HERE, "kpatch_register");

	fk->load = EBUSY;
	assert_int_equal(fk_run(fk, kp_cmd_load, a, b, NULL), KP_LATER);
	assert_string_equal(fk->asked, "load kp_a \nload kp_b \n");
	assert_int_equal(
		json_array_size(json_object_get(fk->ctx.doc, "results")), 2);
}

int main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
	const struct CMUnitTest tests[] = {
		T(test_load),
		T(test_other_kernel_build),
		T(test_same_kernel_build),
		T(test_same_source),
		T(test_other_source),
		T(test_parameters),
		T(test_disabled),
		T(test_other_build),
		T(test_replace_beside_others),
		T(test_wrong_files),
		T(test_reasons),
		T(test_not_ours),
		T(test_timeout),
		T(test_consistency),
		T(test_lock),
		T(test_lock_is_no_file),
		T(test_boot_parameters),
		T(test_unload_all),
		T(test_unload),
		T(test_not_unloaded),
		T(test_check),
		T(test_core),
		T(test_policy),
		T(test_several),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
