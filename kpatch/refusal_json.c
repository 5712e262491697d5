// SPDX-License-Identifier: GPL-2.0-only
/* Records as JSON, by Documentation/schema/kpatch.schema.json. */
#include "kpatch/reasons.h"
#include "kpatch/refusal.h"
#include "stackcheck/util/json.h"
#include "kpatch/refusal_json.h"

static json_t *word_or_null(const struct kp_line *line, const char *key)
{
	return sc_json_text_or_null(kp_line_value(line, key));
}

static json_t *blocker_json(const struct kp_line *b)
{
	json_t *out = json_object();
	static const char *const numbers[] = { "pid", "tgid", "cpu" };
	static const char *const words[] = { "state",	 "reason", "object",
					     "function", "detail", "wake" };
	const char *comm = kp_line_get(b, "comm");

	for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++)
		json_object_set_new(
			out, numbers[i],
			sc_json_number_or_null(kp_line_number(b, numbers[i])));
	json_object_set_new(out, "kthread",
			    json_boolean(kp_line_number(b, "kthread") == 1));
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		json_object_set_new(out, words[i], word_or_null(b, words[i]));
	json_object_set_new(out, "comm", sc_json_text_or_null(comm));
	json_object_set_new(out, "frames", json_array());
	return out;
}

/* Frames belong to the blocker before them. */
json_t *kp_blockers_json(const struct kp_record *rec)
{
	json_t *list = json_array(), *last = NULL;

	for (size_t i = 0; i < rec->n; i++) {
		const struct kp_line *l = &rec->lines[i];

		if (kp_line_is(l, "blocker")) {
			last = blocker_json(l);
			json_array_append_new(list, last);
		} else if (kp_line_is(l, "frame") && last) {
			json_array_append_new(
				json_object_get(last, "frames"),
				json_pack("{so so}", "ip",
					  word_or_null(l, "ip"), "symbol",
					  word_or_null(l, "symbol")));
		}
	}
	return list;
}

static void put_text(json_t *out, const struct kp_record *rec, const char *key)
{
	json_object_set_new(out, key,
			    sc_json_text_or_null(kp_record_get(rec, key)));
}

static void put_number(json_t *out, const struct kp_record *rec,
		       const char *key)
{
	json_object_set_new(out, key,
			    sc_json_number_or_null(kp_record_number(rec, key)));
}

json_t *kp_refusal_json(const struct kp_record *rec)
{
	const struct kp_reason *reason;
	json_t *out;

	if (!rec->n)
		return json_null();
	reason = kp_reason_find(kp_record_get(rec, "reason"));
	out = json_object();
	put_text(out, rec, "patch");
	put_text(out, rec, "action");
	put_text(out, rec, "reason");
	json_object_set_new(out, "meaning",
			    sc_json_text_or_null(reason->meaning));
	put_number(out, rec, "errno");
	put_text(out, rec, "object");
	put_text(out, rec, "function");
	put_text(out, rec, "detail");
	put_number(out, rec, "retries");
	put_number(out, rec, "total_ns");
	json_object_set_new(
		out, "blockers_found",
		sc_json_number_or_null(kp_record_number(rec, "blockers")));
	json_object_set_new(out, "blockers", kp_blockers_json(rec));
	return out;
}

json_t *kp_change_json(const struct kp_record *rec)
{
	static const char *const numbers[] = {
		"seq",		 "functions", "gather_ns",     "stopped_ns",
		"stop_call_ns",	 "total_ns",  "walked_before", "walked_inside",
		"frames_inside", "recorded",  "retries",       "window_ns",
	};
	json_t *out;

	if (!rec->n)
		return json_null();
	out = json_object();
	put_text(out, rec, "patch");
	put_text(out, rec, "action");
	for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++)
		put_number(out, rec, numbers[i]);
	put_text(out, rec, "consistency");
	json_object_set_new(out, "full_walk",
			    json_boolean(kp_record_number(rec, "full_walk") ==
					 1));
	return out;
}
