// SPDX-License-Identifier: GPL-2.0-only
/* kbuild compiles an object as the kernel has it, and records its command. */
#include <stdlib.h>
#include <string.h>

#include "kpatch/builder/compile.h"
#include "kpatch/builder/kbuild_folder.h"
#include "kpatch/builder/kept_forms.h"
#include "kpatch/builder/outside_compile.h"
#include "stackcheck/util/affix.h"

/* The folder that kbuild puts objects into. */
static int find_objects(const struct pb_workshop *shop, struct kp_path *folder,
			struct sc_error *err)
{
	return shop->outside ? kp_path(folder, err, "%s", shop->source)
			     : kp_path(folder, err, "%s/obj", shop->work);
}

int pb_command_path(const struct pb_workshop *shop,
		    const struct pb_compiled *compiled, struct kp_path *path,
		    struct sc_error *err)
{
	const char *slash = strrchr(compiled->name, '/');
	struct kp_path objects;

	return find_objects(shop, &objects, err) ||
			       kp_path(path, err, "%s/%.*s.%s.cmd", objects.s,
				       slash ? (int)(slash + 1 - compiled->name)
					     : 0,
				       compiled->name,
				       slash ? slash + 1 : compiled->name)
		       ? -1
		       : 0;
}

static int read_command(const struct pb_workshop *shop,
			struct pb_compiled *compiled, struct sc_error *err)
{
	struct kp_path path;

	if (pb_command_path(shop, compiled, &path, err))
		return -1;
	return pb_saved_command_read(path.s, &compiled->command, err);
}

/* Compile it, and find out how that is done. */
static int run_kbuild(const struct pb_workshop *shop,
		      struct pb_compiled *compiled, struct sc_error *err)
{
	if (shop->outside)
		return pb_outside_compile(shop, compiled->name, err) ||
				       read_command(shop, compiled, err) ||
				       pb_outside_check(shop, compiled, err)
			       ? -1
			       : 0;
	if (pb_kbuild_compile(shop, compiled->name, &compiled->module, err) ||
	    read_command(shop, compiled, err))
		return -1;
	pb_kept_put_stock(shop, compiled);
	return 0;
}

static int name_object(const struct pb_workshop *shop, const char *objects,
		       const char *source, struct pb_compiled *compiled,
		       struct sc_error *err)
{
	compiled->source = strdup(source);
	compiled->name = strdup(source);
	if (!compiled->source || !compiled->name)
		return sc_fail(err, "out of memory");
	compiled->name[strlen(source) - 1] = 'o';
	return kp_path(&compiled->folder, err, "%s", objects) ||
			       kp_path(&compiled->stock, err, "%s/%s", objects,
				       compiled->name) ||
			       kp_path(&compiled->base, err, "%s/base/%s",
				       shop->work, compiled->name) ||
			       kp_path(&compiled->fixed, err, "%s/fixed/%s",
				       shop->work, compiled->name) ||
			       kp_path(&compiled->old, err, "%s/old/%s",
				       shop->work, compiled->name) ||
			       kp_path(&compiled->new, err, "%s/new/%s",
				       shop->work, compiled->name) ||
			       kp_path(&compiled->old_text, err, "%s/old/%s.i",
				       shop->work, source) ||
			       kp_path(&compiled->new_text, err, "%s/new/%s.i",
				       shop->work, source)
		       ? -1
		       : 0;
}

int pb_compile_any(const struct pb_workshop *shop, const char *source,
		   struct pb_compiled *compiled, struct sc_error *err)
{
	struct kp_path objects;

	*compiled = (struct pb_compiled){ 0 };
	if (find_objects(shop, &objects, err) ||
	    name_object(shop, objects.s, source, compiled, err) ||
	    (!pb_kept_take_stock(shop, compiled) &&
	     run_kbuild(shop, compiled, err))) {
		pb_compiled_free(compiled);
		return -1;
	}
	return 0;
}

int pb_compile_stock(const struct pb_workshop *shop, const char *source,
		     struct pb_compiled *compiled, struct sc_error *err)
{
	if (sc_ends_with(source, ".c"))
		return pb_compile_any(shop, source, compiled, err);
	return sc_fail(
		err,
		"%.300s: only C sources can be patched; assembly, linker scripts and tables cannot",
		source);
}

void pb_compiled_free(struct pb_compiled *compiled)
{
	free(compiled->name);
	free(compiled->source);
	free(compiled->module);
	pb_saved_command_free(&compiled->command);
	compiled->name = compiled->source = compiled->module = NULL;
}
