// SPDX-License-Identifier: GPL-2.0-only
/* kbuild compiles an object as the kernel has it, and records its command. */
#include <stdlib.h>
#include <string.h>

#include "kpatch/builder/compile.h"
#include "kpatch/builder/kbuild_folder.h"
#include "kpatch/builder/kept_forms.h"
#include "stackcheck/util/affix.h"

int pb_command_path(const struct pb_workshop *shop,
		    const struct pb_compiled *compiled, struct kp_path *path,
		    struct sc_error *err)
{
	const char *slash = strrchr(compiled->name, '/');

	return kp_path(path, err, "%s/obj/%.*s.%s.cmd", shop->work,
		       slash ? (int)(slash + 1 - compiled->name) : 0,
		       compiled->name, slash ? slash + 1 : compiled->name);
}

static int run_kbuild(const struct pb_workshop *shop,
		      struct pb_compiled *compiled, struct sc_error *err)
{
	struct kp_path path;

	if (pb_kbuild_compile(shop, compiled->name, &compiled->module, err) ||
	    pb_command_path(shop, compiled, &path, err) ||
	    pb_saved_command_read(path.s, &compiled->command, err))
		return -1;
	pb_kept_put_stock(shop, compiled);
	return 0;
}

static int name_object(const struct pb_workshop *shop, const char *source,
		       struct pb_compiled *compiled, struct sc_error *err)
{
	if (!sc_ends_with(source, ".c"))
		return sc_fail(
			err,
			"%.300s: only C sources can be patched; a change of assembly is refused",
			source);
	compiled->source = strdup(source);
	compiled->name = strdup(source);
	if (!compiled->source || !compiled->name)
		return sc_fail(err, "out of memory");
	compiled->name[strlen(source) - 1] = 'o';
	return kp_path(&compiled->stock, err, "%s/obj/%s", shop->work,
		       compiled->name) ||
			       kp_path(&compiled->fixed, err, "%s/fixed/%s",
				       shop->work, compiled->name) ||
			       kp_path(&compiled->old, err, "%s/old/%s",
				       shop->work, compiled->name) ||
			       kp_path(&compiled->new, err, "%s/new/%s",
				       shop->work, compiled->name)
		       ? -1
		       : 0;
}

int pb_compile_stock(const struct pb_workshop *shop, const char *source,
		     struct pb_compiled *compiled, struct sc_error *err)
{
	*compiled = (struct pb_compiled){ 0 };
	if (name_object(shop, source, compiled, err) ||
	    (!pb_kept_take_stock(shop, compiled) &&
	     run_kbuild(shop, compiled, err))) {
		pb_compiled_free(compiled);
		return -1;
	}
	return 0;
}

void pb_compiled_free(struct pb_compiled *compiled)
{
	free(compiled->name);
	free(compiled->source);
	free(compiled->module);
	pb_saved_command_free(&compiled->command);
	compiled->name = compiled->source = compiled->module = NULL;
}
