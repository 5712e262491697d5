// SPDX-License-Identifier: GPL-2.0-only
/* The system calls, and the signals that end them early. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "kpatch/system.h"
#include "stackcheck/util/memory.h"

/*
 * A plain file goes by its descriptor, so that what checks module files in the
 * kernel can do so.
 */
static int real_load(void *priv, const struct kp_file *file, const char *params)
{
	long ret;

	(void)priv;
	if (file->unpacked)
		ret = syscall(SYS_init_module, file->unpacked,
			      file->unpacked_size, params);
	else
		ret = syscall(SYS_finit_module, file->fd, params, 0);
	return ret ? errno : 0;
}

static int real_unload(void *priv, const char *module)
{
	(void)priv;
	return syscall(SYS_delete_module, module, O_NONBLOCK) ? errno : 0;
}

static int real_write(void *priv, const char *path, const char *text)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC);
	int err = 0;

	(void)priv;
	if (fd < 0)
		return errno;
	if (write(fd, text, strlen(text)) < 0)
		err = errno;
	close(fd);
	return err;
}

const struct kp_system kp_system_real = {
	.load = real_load,
	.unload = real_unload,
	.write = real_write,
};

static volatile sig_atomic_t interrupted;

static void on_signal(int sig)
{
	(void)sig;
	interrupted = 1;
}

/* Without SA_RESTART, as a call that waits has to return. */
void kp_catch_signals(void)
{
	struct sigaction action = { .sa_handler = on_signal };

	sigaction(SIGINT, &action, NULL);
	sigaction(SIGTERM, &action, NULL);
	sigaction(SIGHUP, &action, NULL);
	/* Who reads what is said may go, and the batch goes on. */
	signal(SIGPIPE, SIG_IGN);
}

bool kp_interrupted(void)
{
	return interrupted;
}

int kp_sys_load(const struct kp_ctx *ctx, const struct kp_file *file,
		const char *params)
{
	/* What is asked for was worked out before, perhaps without all of it. */
	if (sc_memory_failed())
		return ENOMEM;
	return ctx->sys->load(ctx->sys->priv, file, params);
}

int kp_sys_unload(const struct kp_ctx *ctx, const char *module)
{
	if (sc_memory_failed())
		return ENOMEM;
	return ctx->sys->unload(ctx->sys->priv, module);
}

int kp_sys_write(const struct kp_ctx *ctx, const char *text, const char *fmt,
		 ...)
{
	struct kp_path below, path;
	va_list args;

	va_start(args, fmt);
	vsnprintf(below.s, sizeof(below.s), fmt, args);
	va_end(args);
	if (kp_sysfs_path(ctx, &path, NULL, "%s", below.s))
		return ENAMETOOLONG;
	if (sc_memory_failed())
		return ENOMEM;
	return ctx->sys->write(ctx->sys->priv, path.s, text);
}
