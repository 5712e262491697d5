// SPDX-License-Identifier: GPL-2.0-only
/* Files are copied into the cache and out of it. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "kpatch/builder/kept_forms.h"
#include "stackcheck/util/affix.h"
#include "stackcheck/util/output.h"
#include "stackcheck/util/version.h"

/* To be counted up when a form is compiled in another way. */
#define FORMAT SC_VERSION "-1"

/* A comment for make, which reads the file beside others of its folder. */
#define MODULE "\n# module "

int pb_kept_folder(const struct pb_kernel *kernel, struct kp_path *path)
{
	size_t len = kernel->folder ? strlen(kernel->folder) : 0;

	if (!len || strncmp(kernel->source, kernel->folder, len) ||
	    strncmp(kernel->headers, kernel->folder, len) ||
	    kernel->source[len] != '/' || kernel->headers[len] != '/')
		return -1;
	return kp_path(path, NULL, "%s/forms-" FORMAT, kernel->folder);
}

static int name_kept(const struct pb_workshop *shop,
		     const struct pb_compiled *c, const char *end,
		     struct kp_path *path)
{
	return shop->forms ? kp_path(path, NULL, "%s/%s.%s", shop->forms,
				     c->name, end)
			   : -1;
}

/* --- into the cache */

static bool write_all(int fd, const char *bytes, size_t size)
{
	while (size) {
		ssize_t n = write(fd, bytes, size);

		if (n <= 0)
			return false;
		bytes += n;
		size -= (size_t)n;
	}
	return true;
}

/* If somebody else was faster, the file that has the name is the same. */
static void name_file(int fd, const char *path)
{
	struct kp_path from;

	if (!kp_path(&from, NULL, "/proc/self/fd/%d", fd))
		linkat(AT_FDCWD, from.s, AT_FDCWD, path, AT_SYMLINK_FOLLOW);
}

/* A file without a name gets one when it is whole. A kill leaves nothing. */
static void put_bytes(const char *path, const char *bytes, size_t size)
{
	struct kp_path folder;
	int fd;

	if (kp_make_parent(path, &folder, NULL))
		return;
	fd = open(folder.s, O_TMPFILE | O_WRONLY | O_CLOEXEC, 0644);
	if (fd < 0)
		return;
	if (write_all(fd, bytes, size) && !fsync(fd))
		name_file(fd, path);
	close(fd);
}

static void put_file(const struct pb_workshop *shop,
		     const struct pb_compiled *c, const char *end,
		     const char *from)
{
	struct kp_path path;
	char *bytes;
	size_t size;

	if (name_kept(shop, c, end, &path))
		return;
	bytes = kp_read_file(from, &size, NULL);
	if (bytes)
		put_bytes(path.s, bytes, size);
	free(bytes);
}

/* Is it below the folder of objects, links followed? */
static bool is_made_here(const char *top, const char *name)
{
	struct kp_path path;
	char *whole;
	bool made;

	if (kp_path(&path, NULL, "%s/%s", top, name))
		return true;
	whole = realpath(path.s, NULL);
	made = whole && sc_starts_with(whole, top);
	free(whole);
	return made;
}

/* Does the object depend on what was made for it, as a header of ASN.1? */
static bool has_generated(const struct pb_workshop *shop, char *deps)
{
	struct kp_path path;
	char *top, *rest = NULL;
	bool found = false;

	if (kp_path(&path, NULL, "%s/obj", shop->work))
		return true;
	top = realpath(path.s, NULL);
	for (char *word = strtok_r(deps, " \\\n", &rest); top && word && !found;
	     word = strtok_r(NULL, " \\\n", &rest))
		found = *word != '/' && is_made_here(top, word);
	free(top);
	return found || !top;
}

/* The line of the command, and the module. New; NULL: not to be kept. */
static char *make_command(const struct pb_workshop *shop,
			  const struct pb_compiled *c)
{
	struct kp_path path;
	char *text = NULL, *kept = NULL, *deps;

	if (!pb_command_path(shop, c, &path, NULL))
		text = kp_read_file(path.s, NULL, NULL);
	deps = text ? strstr(text, "\ndeps_") : NULL;
	if (deps) {
		text[strcspn(text, "\n")] = '\0';
		deps = strstr(deps + 1, ":=");
	}
	if (deps && !has_generated(shop, deps + 2) &&
	    asprintf(&kept, "%s" MODULE "%s\n", text,
		     c->module ? c->module : "") < 0)
		kept = NULL;
	free(text);
	return kept;
}

void pb_kept_put_stock(const struct pb_workshop *shop,
		       const struct pb_compiled *c)
{
	char *command = shop->forms ? make_command(shop, c) : NULL;
	struct kp_path path;

	if (command && !name_kept(shop, c, "command", &path)) {
		put_file(shop, c, "stock", c->stock.s);
		put_bytes(path.s, command, strlen(command));
	}
	free(command);
}

void pb_kept_put_old(const struct pb_workshop *shop,
		     const struct pb_compiled *c)
{
	struct kp_path path;

	/* what other objects need generated files for is not kept */
	if (name_kept(shop, c, "command", &path) || !kp_exists(path.s))
		return;
	put_file(shop, c, "base", c->base.s);
	put_file(shop, c, "old", c->old.s);
}

/* --- out of the cache */

static bool take_file(const struct pb_workshop *shop,
		      const struct pb_compiled *c, const char *end,
		      const char *to)
{
	struct kp_path path, folder;
	char *bytes = NULL;
	size_t size = 0;
	bool taken;

	if (!name_kept(shop, c, end, &path) &&
	    !kp_make_parent(to, &folder, NULL))
		bytes = kp_read_file(path.s, &size, NULL);
	taken = bytes && !sc_output_put(to, bytes, size, NULL);
	free(bytes);
	return taken;
}

/* The module's name in the kept command; NULL is also for what is built in. */
static int read_module(const char *path, char **module_ret)
{
	char *text = kp_read_file(path, NULL, NULL);
	const char *at = text ? strstr(text, MODULE) : NULL;

	*module_ret = NULL;
	if (at) {
		at += strlen(MODULE);
		if (*at != '\n')
			*module_ret = strndup(at, strcspn(at, "\n"));
	}
	free(text);
	return at ? 0 : -1;
}

static bool is_by_this_compiler(const struct pb_workshop *shop,
				const struct pb_compiled *c)
{
	const struct pb_words *argv = &c->command.argv;

	return argv->n && !strcmp(argv->list[0], shop->compiler->cc);
}

/* A copy of a cache has the paths of the first one in its commands. */
static bool is_of_this_source(const struct pb_workshop *shop,
			      const struct pb_compiled *c)
{
	const struct pb_words *argv = &c->command.argv;

	for (size_t i = 0; i < argv->n; i++)
		if (strstr(argv->list[i], shop->source))
			return true;
	return false;
}

bool pb_kept_take_stock(const struct pb_workshop *shop, struct pb_compiled *c)
{
	struct kp_path command;

	if (pb_command_path(shop, c, &command, NULL) ||
	    !take_file(shop, c, "command", command.s) ||
	    !take_file(shop, c, "stock", c->stock.s) ||
	    pb_saved_command_read(command.s, &c->command, NULL))
		return false;
	if (is_by_this_compiler(shop, c) && is_of_this_source(shop, c) &&
	    !read_module(command.s, &c->module))
		return true;
	pb_saved_command_free(&c->command);
	return false;
}

bool pb_kept_take_old(const struct pb_workshop *shop,
		      const struct pb_compiled *c)
{
	return take_file(shop, c, "base", c->base.s) &&
	       take_file(shop, c, "old", c->old.s);
}
