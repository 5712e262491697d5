// SPDX-License-Identifier: GPL-2.0-only
/* What `kpatch build` writes into the .modinfo and a note of a patch. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kpatch/build_record.h"
#include "kpatch/modinfo.h"
#include "kpatch/sources.h"
#include "stackcheck/image/section_index.h"
#include "stackcheck/util/json.h"
#include "stackcheck/util/memory.h"
#include "stackcheck/util/vec.h"

static void free_function(struct kp_built_function *fn)
{
	free(fn->object);
	free(fn->name);
}

void kp_build_record_free(struct kp_build_record *rec)
{
	for (size_t i = 0; i < rec->n; i++)
		free_function(&rec->functions[i]);
	free(rec->functions);
	kp_names_free(&rec->sources);
	free(rec->kernel);
	free(rec->diff);
	*rec = (struct kp_build_record){ 0 };
}

/* Cut the last field of a line off, and read it; -1: it is no number. */
static int cut_number(char *line, uint64_t *number_ret)
{
	char *comma = strrchr(line, ','), *end;

	if (!comma || comma[1] < '0' || comma[1] > '9')
		return -1;
	*number_ret = strtoull(comma + 1, &end, 0);
	*comma = '\0';
	return *end ? -1 : 0;
}

/* "OBJECT:NAME,SYMPOS,ADDRESS,SIZE", which is changed. */
static int parse_function(char *line, struct kp_built_function *fn)
{
	uint64_t pos;
	char *colon;

	if (cut_number(line, &fn->old_size) ||
	    cut_number(line, &fn->old_addr) || cut_number(line, &pos))
		return -1;
	colon = strchr(line, ':');
	if (!colon || colon == line || !colon[1] || pos > UINT32_MAX ||
	    fn->old_size > UINT32_MAX)
		return -1;
	fn->pos = pos ? pos : 1;
	fn->object = strndup(line, (size_t)(colon - line));
	fn->name = strdup(colon + 1);
	return fn->object && fn->name ? 0 : -1;
}

static int add_function(struct kp_build_record *rec, const char *text,
			size_t len)
{
	struct kp_built_function fn = { 0 };
	char *line = strndup(text, len);
	int bad = !line || parse_function(line, &fn) ||
		  SC_VEC_PUSH(rec->functions, rec->n, fn);

	free(line);
	if (bad)
		free_function(&fn);
	return bad ? -1 : 0;
}

static int fail_line(const struct sc_image *img, const char *text, size_t len,
		     struct sc_error *err)
{
	if (sc_memory_failed())
		return sc_fail(err, "%.256s: out of memory", img->path);
	return sc_fail(
		err,
		"%.256s: its line kpatch_func=%.*s does not name a function; build it again",
		img->path, len < 128 ? (int)len : 128, text);
}

static int read_sources(struct kp_build_record *rec, const struct sc_image *img,
			struct sc_error *err)
{
	const struct sc_section *sec =
		sc_image_section(img, KP_SOURCES_SECTION);

	if (sec && sec->data &&
	    kp_sources_parse(sec->data, sec->size, &rec->sources))
		return sc_fail(err, "%.256s: out of memory", img->path);
	return 0;
}

int kp_build_record_read(struct kp_build_record *rec,
			 const struct sc_image *img, struct sc_error *err)
{
	const char *text;
	uint64_t at = 0;
	size_t len;

	*rec = (struct kp_build_record){
		.kernel = kp_modinfo_value(img, "kpatch_build_id="),
		.diff = kp_modinfo_value(img, "kpatch_diff="),
	};
	while ((text = kp_modinfo_next(img, "kpatch_func=", &at, &len)))
		if (add_function(rec, text, len))
			return fail_line(img, text, len, err);
	return read_sources(rec, img, err);
}

const struct kp_built_function *
kp_build_record_find(const struct kp_build_record *rec, const char *object,
		     const char *name, unsigned long pos)
{
	for (size_t i = 0; i < rec->n; i++)
		if (!strcmp(rec->functions[i].object, object) &&
		    !strcmp(rec->functions[i].name, name) &&
		    rec->functions[i].pos == pos)
			return &rec->functions[i];
	return NULL;
}

/* The object of that name among @n of them, or a new one behind these. */
static struct kp_object *find_object(struct kp_object *objects, size_t *n,
				     const char *name)
{
	for (size_t i = 0; i < *n; i++)
		if (!strcmp(objects[i].name, name))
			return &objects[i];
	objects[*n].name = strdup(name);
	return objects[*n].name ? &objects[(*n)++] : NULL;
}

static int take_function(struct kp_object *object,
			 const struct kp_built_function *fn)
{
	struct kp_function copy = { .name = strdup(fn->name), .pos = fn->pos };

	if (copy.name &&
	    !SC_VEC_PUSH(object->functions, object->nfunctions, copy))
		return 0;
	free(copy.name);
	return -1;
}

int kp_build_record_objects(const struct kp_build_record *rec,
			    struct kp_object **objects_ret, size_t *n_ret)
{
	*n_ret = 0;
	*objects_ret = calloc(rec->n + 1, sizeof(**objects_ret));
	for (size_t i = 0; *objects_ret && i < rec->n; i++) {
		struct kp_object *object = find_object(
			*objects_ret, n_ret, rec->functions[i].object);

		if (!object || take_function(object, &rec->functions[i]))
			return -1;
	}
	return *objects_ret ? 0 : -1;
}

static json_t *function_json(const struct kp_built_function *fn)
{
	char addr[24];

	snprintf(addr, sizeof(addr), "0x%" PRIx64, fn->old_addr);
	return json_pack("{so so sI ss sI}", "object", sc_json_text(fn->object),
			 "name", sc_json_text(fn->name), "position",
			 (json_int_t)fn->pos, "old_addr", addr, "old_size",
			 (json_int_t)fn->old_size);
}

json_t *kp_build_record_json(const struct kp_build_record *rec)
{
	json_t *list, *sources;

	if (!rec->kernel)
		return json_null();
	list = json_array();
	sources = json_array();
	for (size_t i = 0; i < rec->sources.n; i++)
		json_array_append_new(sources,
				      sc_json_text(rec->sources.items[i]));
	for (size_t i = 0; i < rec->n; i++)
		json_array_append_new(list, function_json(&rec->functions[i]));
	return json_pack("{so so so so}", "kernel_build_id",
			 sc_json_text(rec->kernel), "diff",
			 sc_json_text_or_null(rec->diff), "sources", sources,
			 "functions", list);
}
