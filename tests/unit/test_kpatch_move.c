// SPDX-License-Identifier: GPL-2.0-only
/* Changes that are under way task by task: waited for, turned, forced. */
#include "tests/unit/test.h"

#include <errno.h>

#include "kpatch/command.h"
#include "tests/unit/fake_kernel.h"

#define HERE "6.12.0-test"

#define RECORD(patch, action, direction, left)                                 \
	"seq=5\npatch=" patch "\naction=" action "\ndirection=" direction      \
	"\nrounds=3\ntotal_ns=90000\nleft=" left "\nblockers=1\n"              \
	"blocker=0 pid=88 tgid=88 kthread=0 cpu=1 state=D reason=busy "        \
	"object=kt_each function=kt_each_sleep frames=1 "                      \
	"wake=uninterruptible comm=reader\n"                                   \
	"frame=0 ip=0 symbol=kt_each_sleep+0x24/0x40\nend=5\n"

static int setup(void **state)
{
	struct fake_kernel *fk = malloc(sizeof(*fk));

	fk_init(fk);
	*state = fk;
	fk->ctx.opt.timeout_ms = 30;
	return 0;
}

static int teardown(void **state)
{
	fk_free(*state);
	free(*state);
	return 0;
}

static void assert_says(struct fake_kernel *fk, const char *key,
			const char *expect)
{
	if (!strstr(fk_text(fk, key), expect))
		fail_msg("%s: \"%s\" does not say \"%s\"", key,
			 fk_text(fk, key), expect);
}

static const json_t *moving(struct fake_kernel *fk, const char *key)
{
	return json_object_get(json_object_get(fk_result(fk), "moving"), key);
}

static void test_wait(void **state)
{
	struct fake_kernel *fk = *state;

	assert_int_equal(fk_run(fk, kp_cmd_wait, "kp_a", NULL), KP_USAGE);
	fk_loaded(fk, "kp_a", true, false);
	assert_int_equal(fk_run(fk, kp_cmd_wait, "kp_a", NULL), KP_DONE);
	fk_loaded(fk, "kp_a", false, false);
	fk_moving(fk, "kp_a", RECORD("kp_a", "enable", "forth", "1"));
	assert_int_equal(fk_run(fk, kp_cmd_wait, "kp_a", NULL), KP_LATER);
	assert_says(fk, "error", "kp_a: 1 task has not come to it yet (");
	assert_says(fk, "advice", "kpatch reverse kp_a");
	assert_string_equal(json_string_value(moving(fk, "direction")), "to");
	assert_true(json_is_false(moving(fk, "turned")));
	assert_int_equal(json_integer_value(moving(fk, "left")), 1);
	assert_int_equal(json_array_size(moving(fk, "blockers")), 1);
	assert_string_equal(fk->asked, "");
}

static void test_wait_for_all(void **state)
{
	struct fake_kernel *fk = *state;

	assert_int_equal(fk_run(fk, kp_cmd_wait, NULL), KP_DONE);
	fk_loaded(fk, "kp_a", true, false);
	fk_loaded(fk, "kp_b", true, false);
	assert_int_equal(fk_run(fk, kp_cmd_wait, NULL), KP_DONE);
	fk_moving(fk, "kp_b", RECORD("kp_b", "disable", "forth", "2"));
	assert_int_equal(fk_run(fk, kp_cmd_wait, NULL), KP_LATER);
	assert_says(fk, "error", "kp_b: 2 tasks have not left it yet");
	/* Those of livepatch as well. */
	fk_moving(fk, "kp_b", NULL);
	fk_livepatch(fk, "kl_a", true, true);
	assert_int_equal(fk_run(fk, kp_cmd_wait, NULL), KP_LATER);
	assert_says(fk, "error", "kl_a: 0 tasks have not come to it yet");
	assert_true(json_is_null(moving(fk, "turned")));
}

/* To users who cannot read it, no more is told than that tasks move. */
static void test_wait_unread(void **state)
{
	struct fake_kernel *fk = *state;

	fk_loaded(fk, "kp_a", false, false);
	fk_moving(fk, "kp_a", RECORD("kp_a", "enable", "forth", "1"));
	fk_remove(fk, "kernel/kpatch/transition");
	assert_int_equal(fk_run(fk, kp_cmd_wait, "kp_a", NULL), KP_LATER);
	assert_says(fk, "error", "not all tasks have changed over");
	/* Parts of two records are none. */
	fk_moving(fk, "kp_a", "seq=1\npatch=kp_a\naction=enable\nend=2\n");
	assert_int_equal(fk_run(fk, kp_cmd_wait, "kp_a", NULL), KP_LATER);
	assert_says(fk, "error", "changes all the time");
}

static void test_reverse(void **state)
{
	struct fake_kernel *fk = *state;

	fk_loaded(fk, "kp_a", false, false);
	assert_int_equal(fk_run(fk, kp_cmd_reverse, "kp_a", NULL), KP_LATER);
	assert_says(fk, "error", "no tasks move to it or from it; it is not");
	assert_string_equal(fk->asked, "");
	fk_moving(fk, "kp_a", RECORD("kp_a", "enable", "forth", "1"));
	fk->ends = "kp_a";
	assert_int_equal(fk_run(fk, kp_cmd_reverse, "kp_a", NULL), KP_DONE);
	assert_string_equal(fk->asked, "write /kernel/kpatch/reverse kp_a\n");
	/* It has turned already. */
	fk_moving(fk, "kp_a", RECORD("kp_a", "disable", "back", "1"));
	fk->ends_enabled = true;
	fk->write = EBUSY;
	assert_int_equal(fk_run(fk, kp_cmd_reverse, "kp_a", NULL), KP_LATER);
	assert_says(fk, "error", "it is taken back, 1 task has not come to it");
	/* It ends before it can be turned. */
	fk_moving(fk, "kp_a", RECORD("kp_a", "enable", "forth", "1"));
	assert_int_equal(fk_run(fk, kp_cmd_reverse, "kp_a", NULL), KP_LATER);
	assert_says(fk, "error", "too late: the change had ended; it is in");
	fk_moving(fk, "kp_a", RECORD("kp_a", "enable", "forth", "1"));
	fk->write = EACCES;
	assert_int_equal(fk_run(fk, kp_cmd_reverse, "kp_a", NULL), KP_SYSTEM);
	assert_says(fk, "error", "not permitted");
}

/* What is replaced goes back to where it was with the change of the other. */
static void test_reverse_replaced(void **state)
{
	struct fake_kernel *fk = *state;

	fk_loaded(fk, "kp_a", true, false);
	fk_moving(fk, "kp_a", RECORD("kp_b", "replace", "forth", "1"));
	fk->ends = "kp_a";
	fk->ends_enabled = true;
	assert_int_equal(fk_run(fk, kp_cmd_reverse, "kp_a", NULL), KP_DONE);
	assert_string_equal(fk->asked, "write /kernel/kpatch/reverse kp_b\n");
}

static void test_force(void **state)
{
	struct fake_kernel *fk = *state;

	fk_loaded(fk, "kp_a", false, false);
	fk_moving(fk, "kp_a", RECORD("kp_a", "enable", "forth", "1"));
	fk->ends = "kp_a";
	fk->ends_enabled = true;
	assert_int_equal(fk_run(fk, kp_cmd_force, "kp_a", NULL), KP_DONE);
	assert_string_equal(fk->asked, "write /kernel/kpatch/force kp_a\n");
	assert_int_equal(
		json_array_size(json_object_get(fk_result(fk), "warnings")), 1);
	fk_moving(fk, "kp_a", RECORD("kp_a", "enable", "back", "1"));
	fk->write = EBUSY;
	assert_int_equal(fk_run(fk, kp_cmd_force, "kp_a", NULL), KP_NEVER);
	assert_says(fk, "error", "its module was just being loaded");
}

static void test_livepatch(void **state)
{
	struct fake_kernel *fk = *state;

	fk_livepatch(fk, "kl_a", true, true);
	assert_int_equal(fk_run(fk, kp_cmd_reverse, "kl_a", NULL), KP_DONE);
	assert_string_equal(fk->asked,
			    "write /kernel/livepatch/kl_a/enabled 0\n");
	fk_livepatch(fk, "kl_a", false, true);
	assert_int_equal(fk_run(fk, kp_cmd_reverse, "kl_a", NULL), KP_DONE);
	assert_string_equal(fk->asked,
			    "write /kernel/livepatch/kl_a/enabled 1\n");
	fk_livepatch(fk, "kl_a", true, true);
	assert_int_equal(fk_run(fk, kp_cmd_force, "kl_a", NULL), KP_DONE);
	assert_string_equal(fk->asked,
			    "write /kernel/livepatch/kl_a/force 1\n");
}

/* The request itself can be stricter than the patch. */
static void test_unload_strictly(void **state)
{
	struct fake_kernel *fk = *state;

	fk_loaded(fk, "kp_a", true, false);
	fk->ctx.opt.consistency = "atomic";
	assert_int_equal(fk_run(fk, kp_cmd_unload, "kp_a", NULL), KP_DONE);
	assert_string_equal(
		fk->asked,
		"write /kernel/kpatch/kp_a/enabled 0 timeout_ms=30 consistency=atomic\n"
		"unload kp_a\n");
	fk_livepatch(fk, "kl_a", true, false);
	assert_int_equal(fk_run(fk, kp_cmd_unload, "kl_a", NULL), KP_USAGE);
	assert_says(fk, "error", "--consistency is not for livepatch");
	assert_int_equal(fk_run(fk, kp_cmd_load,
				fk_module(fk, "kl_b", HERE, "klp_enable_patch"),
				NULL),
			 KP_USAGE);
	assert_string_equal(fk->asked, "");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_wait),
		TEST(test_wait_for_all),
		TEST(test_wait_unread),
		TEST(test_reverse),
		TEST(test_reverse_replaced),
		TEST(test_force),
		TEST(test_livepatch),
		TEST(test_unload_strictly),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
