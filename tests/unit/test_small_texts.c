// SPDX-License-Identifier: GPL-2.0-only
/* Texts put together, memory that is freed at once, and entries in order. */
#include "tests/unit/test.h"

#include <stdlib.h>
#include <string.h>

#include "stackcheck/orc/order.h"
#include "stackcheck/util/arena.h"
#include "stackcheck/util/text.h"

static void texts_are_cut_at_their_room(void **state)
{
	char buf[16];
	struct sc_text t = sc_text_begin(buf, sizeof(buf));

	(void)state;
	sc_text_add_dec(&t, INT64_MIN);
	assert_string_equal(buf, "-92233720368547");
	t = sc_text_begin(buf, sizeof(buf));
	sc_text_add_signed(&t, 0);
	sc_text_add(&t, ",");
	sc_text_add_signed(&t, -8);
	sc_text_add(&t, ",");
	sc_text_add_hex(&t, 0xbeef);
	assert_string_equal(buf, "+0,-8,beef");
	sc_text_add(&t, "0123456789");
	assert_string_equal(buf, "+0,-8,beef01234");
}

static void merged_arenas_keep_what_they_hold(void **state)
{
	struct sc_arena a = { 0 }, b = { 0 };
	char *one = sc_arena_copy(&a, "one!", 3);
	char *large = sc_arena_alloc(&b, 100000);
	char *two = sc_arena_copy(&b, "two", 3);

	(void)state;
	memset(large, 'x', 100000);
	sc_arena_merge(&a, &b);
	assert_null(b.chunks);
	assert_string_equal(one, "one");
	assert_string_equal(two, "two");
	assert_string_equal(sc_arena_copy(&a, "", 0), "");
	sc_arena_free(&a);
	assert_null(a.chunks);
}

static void entries_come_in_the_order_of_places(void **state)
{
	static const struct sc_orc_entry entries[] = {
		{ .sec = 2, .off = 0x12345678, .type = SC_ORC_TYPE_CALL },
		{ .sec = 1, .off = 0xffffffff, .type = SC_ORC_TYPE_CALL },
		{ .sec = 1, .off = 7 },
		{ .sec = 1, .off = 7, .type = SC_ORC_TYPE_CALL },
	};
	struct sc_orc_entry *list = malloc(sizeof(entries));

	(void)state;
	memcpy(list, entries, sizeof(entries));
	assert_int_equal(sc_orc_sort(&list, 4), 0);
	assert_int_equal(list[0].type, SC_ORC_TYPE_CALL);
	assert_int_equal(list[0].off, 7);
	assert_int_equal(list[1].type, SC_ORC_TYPE_UNDEFINED);
	assert_int_equal(list[2].off, 0xffffffff);
	assert_int_equal(list[3].sec, 2);
	free(list);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(texts_are_cut_at_their_room),
		cmocka_unit_test(merged_arenas_keep_what_they_hold),
		cmocka_unit_test(entries_come_in_the_order_of_places),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
