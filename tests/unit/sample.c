// SPDX-License-Identifier: GPL-2.0-only
#include "tests/unit/test.h"

#include "tests/unit/elf_builder.h"
#include "tests/unit/sample.h"

#define ROOM 256

static uint8_t *build(const struct sample_code *code, size_t n, size_t *size)
{
	struct elf_builder *eb = eb_new(ET_REL);
	uint8_t text[ROOM], *file;
	uint32_t sec;
	size_t at = 0;

	for (size_t i = 0; i < n; i++) {
		assert_true(at + code[i].size <= ROOM);
		memcpy(text + at, code[i].bytes, code[i].size);
		at += code[i].size;
	}
	sec = eb_text(eb, ".text", text, at);
	at = 0;
	for (size_t i = 0; i < n; i++) {
		eb_func(eb, code[i].name, sec, at, code[i].size);
		at += code[i].size;
	}
	file = eb_build(eb, size);
	eb_free(eb);
	return file;
}

void sample_open(struct sample *s, const struct sample_code *code, size_t n)
{
	struct sc_check_options opt = { .mode = SC_MODE_TABLE };
	struct sc_error err = { "" };
	size_t size;

	s->file = build(code, n, &size);
	s->img = sc_image_load("sample.o", s->file, size, NULL, &err);
	if (!s->img)
		fail_msg("%s", err.text);
	s->analysis = sc_analysis_new(s->img, &opt, NULL, &err);
	if (!s->analysis)
		fail_msg("%s", err.text);
	assert_int_equal(sc_result_init(&s->res, "sample.o"), 0);
}

void sample_check(struct sample *s)
{
	assert_int_equal(sc_analysis_check(s->analysis, &s->res), 0);
	sc_result_sort(&s->res);
}

void sample_close(struct sample *s)
{
	sc_result_free(&s->res);
	sc_analysis_free(s->analysis);
	sc_image_free(s->img);
	free(s->file);
}

const char *sample_rule(const struct sample *s, size_t i)
{
	return i < s->res.nfindings ? s->res.findings[i].rule : "";
}
