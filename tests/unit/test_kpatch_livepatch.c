// SPDX-License-Identifier: GPL-2.0-only
/* What the command asks of the kernel's own livepatch code, and who is in its way. */
#include "tests/unit/test.h"

#include <errno.h>

#include "kpatch/command.h"
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

static const char *livepatch(struct fake_kernel *fk)
{
	return fk_module(fk, "kl_a", HERE, "klp_enable_patch");
}

static void assert_says(struct fake_kernel *fk, const char *key,
			const char *expect)
{
	if (!strstr(fk_text(fk, key), expect))
		fail_msg("%s: \"%s\" does not say \"%s\"", key,
			 fk_text(fk, key), expect);
}

/* A task in proc/: fields as in /proc/PID/task/TID. */
static void put_task(struct fake_kernel *fk, const char *pid,
		     const char *patch_state, const char *stack)
{
	char path[128], stat[256];

	snprintf(path, sizeof(path), "../proc/%s/task/%s/patch_state", pid,
		 pid);
	fk_put(fk, path, patch_state);
	snprintf(path, sizeof(path), "../proc/%s/task/%s/stack", pid, pid);
	fk_put(fk, path, stack);
	snprintf(
		stat, sizeof(stat),
		"%s (a) b) D 1 1 1 0 -1 4194304 0 0 0 0 0 0 0 0 20 0 1 0 0 0 0 "
		"0 0 0 0 0 0 0 0 0 0 0 0 0 17 3 0 0 0 0 0\n",
		pid);
	snprintf(path, sizeof(path), "../proc/%s/task/%s/stat", pid, pid);
	fk_put(fk, path, stat);
}

static void test_load(void **state)
{
	struct fake_kernel *fk = *state;

	fk_remove(fk, "kernel/kpatch");
	assert_int_equal(fk_run(fk, kp_cmd_load, livepatch(fk), NULL), KP_DONE);
	assert_string_equal(fk->asked, "load kl_a \n");
	assert_string_equal(fk_text(fk, "engine"), "livepatch");
	/* Again: there is nothing to ask. */
	assert_int_equal(fk_run(fk, kp_cmd_load, livepatch(fk), NULL), KP_DONE);
	assert_string_equal(fk->asked, "");
	assert_int_equal(fk_run(fk, kp_cmd_unload, "kl_a", NULL), KP_DONE);
	assert_string_equal(fk->asked,
			    "write /kernel/livepatch/kl_a/enabled 0\n"
			    "unload kl_a\n");
}

/* Disabled by hand, it is forgotten, and its module has to go first. */
static void test_load_again(void **state)
{
	struct fake_kernel *fk = *state;

	fk_livepatch(fk, "kl_a", false, false);
	fk_remove(fk, "kernel/livepatch/kl_a");
	assert_int_equal(fk_run(fk, kp_cmd_load, livepatch(fk), NULL), KP_DONE);
	assert_string_equal(fk->asked, "unload kl_a\nload kl_a \n");
}

static void test_stuck(void **state)
{
	struct fake_kernel *fk = *state;
	const json_t *refusal, *blocker;

	fk->stuck = true;
	fk->ctx.opt.timeout_ms = 30;
	put_task(fk, "77", "0\n",
		 "[<0>] wait+0x1/0x2\n[<0>] kt_sleep+0x24/0x40 [kt_target]\n");
	put_task(fk, "78", "1\n", "");
	put_task(fk, "79", "-1\n", "");
	put_task(fk, "80", "0\n", "[<0>] kt_sleep+0x24/0x40\n");
	assert_int_equal(fk_run(fk, kp_cmd_load, livepatch(fk), NULL),
			 KP_LATER);
	assert_string_equal(fk->asked,
			    "load kl_a \n"
			    "write /kernel/livepatch/kl_a/enabled 0\n"
			    "unload kl_a\n");
	assert_says(fk, "error",
		    "kl_a: enabling it was taken back after 30.0 ms");
	assert_says(fk, "error", "(busy)");
	refusal = json_object_get(fk_result(fk), "refusal");
	assert_int_equal(
		json_integer_value(json_object_get(refusal, "blockers_found")),
		2);
	blocker = json_array_get(json_object_get(refusal, "blockers"), 0);
	assert_int_equal(json_integer_value(json_object_get(blocker, "pid")),
			 77);
	assert_int_equal(json_integer_value(json_object_get(blocker, "cpu")),
			 3);
	assert_string_equal(json_string_value(json_object_get(blocker, "comm")),
			    "a) b");
	assert_string_equal(
		json_string_value(json_object_get(blocker, "function")),
		"kt_sleep");
	assert_int_equal(json_array_size(json_object_get(blocker, "frames")),
			 2);
	/* The same name in vmlinux is another function. */
	blocker = json_array_get(json_object_get(refusal, "blockers"), 1);
	assert_string_equal(
		json_string_value(json_object_get(blocker, "reason")),
		"unswitched");
	assert_true(json_is_null(json_object_get(blocker, "function")));
}

static void test_unload_stuck(void **state)
{
	struct fake_kernel *fk = *state;

	fk_livepatch(fk, "kl_a", true, false);
	fk->stuck = true;
	fk->ctx.opt.timeout_ms = 30;
	put_task(fk, "77", "1\n", "[<0>] new_sleep+0x1/0x2 [kl_a]\n");
	assert_int_equal(fk_run(fk, kp_cmd_unload, "kl_a", NULL), KP_LATER);
	assert_string_equal(fk->asked,
			    "write /kernel/livepatch/kl_a/enabled 0\n"
			    "write /kernel/livepatch/kl_a/enabled 1\n");
	assert_says(fk, "error", "it is in use");
	assert_says(fk, "error", "(busy)");
}

/* Livepatch does not see who is in what a new function has jumped to. */
static void test_still_inside(void **state)
{
	struct fake_kernel *fk = *state;

	fk_livepatch(fk, "kl_a", true, false);
	fk->ctx.opt.timeout_ms = 30;
	put_task(fk, "77", "-1\n", "[<0>] helper+0x1/0x2 [kl_a]\n");
	put_task(fk, "78", "-1\n", "[<0>] helper+0x1/0x2 [kl_ab]\n");
	assert_int_equal(fk_run(fk, kp_cmd_unload, "kl_a", NULL), KP_LATER);
	assert_string_equal(fk->asked,
			    "write /kernel/livepatch/kl_a/enabled 0\n");
	assert_says(fk, "error", "not unloaded: a task is still in its code");
	assert_int_equal(
		json_array_size(json_object_get(
			json_object_get(fk_result(fk), "refusal"), "blockers")),
		1);
}

/* Livepatch changes over for one patch at a time. */
static void test_other_moves(void **state)
{
	struct fake_kernel *fk = *state;

	fk_livepatch(fk, "kl_b", true, true);
	fk->ctx.opt.timeout_ms = 30;
	assert_int_equal(fk_run(fk, kp_cmd_load, livepatch(fk), NULL),
			 KP_LATER);
	assert_string_equal(fk->asked, "");
	assert_says(fk, "error", "still changes tasks over for kl_b");
}

static void test_refused(void **state)
{
	static const struct {
		int err;
		enum kp_exit code;
		const char *says;
	} cases[] = {
		{ EBUSY, KP_NEVER, "another user of ftrace" },
		{ EINVAL, KP_NEVER, "does not fit this kernel" },
		{ EPERM, KP_SYSTEM, "not permitted" },
		{ EKEYREJECTED, KP_SYSTEM, "signed modules" },
	};
	struct fake_kernel *fk = *state;

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		fk->load = cases[i].err;
		assert_int_equal(fk_run(fk, kp_cmd_load, livepatch(fk), NULL),
				 cases[i].code);
		assert_says(fk, "error", cases[i].says);
	}
	fk->ctx.opt.force = true;
	assert_int_equal(fk_run(fk, kp_cmd_load, livepatch(fk), NULL),
			 KP_USAGE);
	assert_string_equal(fk->asked, "");
}

/* A module of livepatch's format for kpatch.ko: it is told before. */
static void test_adopt(void **state)
{
	struct fake_kernel *fk = *state;

	fk->ctx.opt.engine = "kpatch";
	assert_int_equal(fk_run(fk, kp_cmd_load, livepatch(fk), NULL),
			 KP_SYSTEM);
	assert_says(fk, "error", "has no /sys/kernel/kpatch/adopt");
	fk_put(fk, "kernel/kpatch/adopt", "-\n");
	fk->ctx.opt.timeout_ms = 300;
	assert_int_equal(fk_run(fk, kp_cmd_load, livepatch(fk), NULL), KP_DONE);
	assert_string_equal(fk->asked,
			    "write /kernel/kpatch/adopt kl_a timeout_ms=300\n"
			    "load kl_a \n");
	assert_string_equal(fk_text(fk, "engine"), "kpatch");
	/* Who has it already is asked, if no engine is named. */
	fk->ctx.opt.engine = NULL;
	assert_int_equal(fk_run(fk, kp_cmd_load, livepatch(fk), NULL), KP_DONE);
	assert_string_equal(fk_text(fk, "engine"), "kpatch");
	fk->ctx.opt.engine = "livepatch";
	assert_int_equal(fk_run(fk, kp_cmd_load, livepatch(fk), NULL),
			 KP_USAGE);
	assert_says(fk, "error", "kpatch.ko has it");
}

/* A name that no module came for is taken back. */
static void test_adopt_refused(void **state)
{
	struct fake_kernel *fk = *state;

	fk_put(fk, "kernel/kpatch/adopt", "-\n");
	fk->ctx.opt.engine = "kpatch";
	fk->load = EKEYREJECTED;
	assert_int_equal(fk_run(fk, kp_cmd_load, livepatch(fk), NULL),
			 KP_SYSTEM);
	assert_string_equal(fk->asked, "write /kernel/kpatch/adopt kl_a \n"
				       "load kl_a \n"
				       "write /kernel/kpatch/adopt -\n");
}

static void test_replace(void **state)
{
	struct fake_kernel *fk = *state;
	const char *patch = fk_module(fk, "kp_a", HERE, "kpatch_register");

	assert_int_equal(fk_run(fk, kp_cmd_replace, livepatch(fk), NULL),
			 KP_USAGE);
	fk_livepatch(fk, "kl_b", true, false);
	assert_int_equal(fk_run(fk, kp_cmd_replace, patch, NULL), KP_NEVER);
	assert_says(fk, "error", "cannot replace kl_b");
	assert_string_equal(fk->asked, "");
	assert_int_equal(fk_run(fk, kp_cmd_check, "kl_b", NULL), KP_USAGE);
	assert_int_equal(fk_run(fk, kp_cmd_check, livepatch(fk), NULL),
			 KP_USAGE);
	fk->ctx.opt.engine = "livepatch";
	assert_int_equal(fk_run(fk, kp_cmd_load, patch, NULL), KP_USAGE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_load, setup, teardown),
		cmocka_unit_test_setup_teardown(test_load_again, setup,
						teardown),
		cmocka_unit_test_setup_teardown(test_stuck, setup, teardown),
		cmocka_unit_test_setup_teardown(test_unload_stuck, setup,
						teardown),
		cmocka_unit_test_setup_teardown(test_still_inside, setup,
						teardown),
		cmocka_unit_test_setup_teardown(test_other_moves, setup,
						teardown),
		cmocka_unit_test_setup_teardown(test_refused, setup, teardown),
		cmocka_unit_test_setup_teardown(test_adopt, setup, teardown),
		cmocka_unit_test_setup_teardown(test_adopt_refused, setup,
						teardown),
		cmocka_unit_test_setup_teardown(test_replace, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
