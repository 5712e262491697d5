// SPDX-License-Identifier: GPL-2.0-only
/* What make asks for, and the kernel's own objtool. */
#include <errno.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include "kbuild/job.h"
#include "kbuild/kbuild.h"
#include "stackcheck/checker/rules/rule.h"
#include "stackcheck/core/format.h"

extern char **environ;

static const char *env_or(const char *name, const char *otherwise)
{
	const char *value = getenv(name);

	return value && *value ? value : otherwise;
}

/* Until 6.12 make runs in the build's folder, later it may not. */
static void find_objtool(struct kb_job *job)
{
	const char *name;

	snprintf(job->objtool_path, sizeof(job->objtool_path),
		 "%s/tools/objtool/objtool", env_or("objtree", "."));
	name = env_or("STACKCHECK_OBJTOOL", job->objtool_path);
	job->alone = !strcmp(name, "none");
	if (!job->alone && (kb_request_needs(&job->request, KB_EITHER) ||
			    kb_request_needs(&job->request, KB_OBJTOOL)))
		job->objtool = name;
}

/* Options are never skipped: what nobody would do is refused. */
static int refuse_undone(const struct kb_job *job, struct sc_error *err)
{
	char names[256];

	if (!job->alone || !kb_request_needs(&job->request, KB_OBJTOOL))
		return 0;
	kb_request_undone(&job->request, names, sizeof(names));
	return sc_fail(
		err,
		"%s: options that only objtool does:%s; the object was not changed; set STACKCHECK_OBJTOOL to the kernel's objtool, not to none",
		job->object, names);
}

static enum sc_mode choose_mode(const struct kb_request *req)
{
	/* a kernel with ORC may ask for both */
	if (kb_is_asked(req, KB_ORC))
		return SC_MODE_TABLE;
	return kb_is_asked(req, KB_STACKVAL) ? SC_MODE_FRAME : SC_MODE_AUTO;
}

/* Where there is an objtool, that checks them. */
static unsigned int choose_mitigations(const struct kb_request *req)
{
	unsigned int which = 0;

	if (kb_is_asked(req, KB_RETPOLINE))
		which |= SC_RETPOLINE;
	if (kb_is_asked(req, KB_RETHUNK))
		which |= SC_RETHUNK;
	if (kb_is_asked(req, KB_SLS))
		which |= SC_SLS;
	if (kb_is_asked(req, KB_IBT))
		which |= SC_IBT;
	if (kb_is_asked(req, KB_UACCESS))
		which |= SC_UACCESS;
	if (kb_is_asked(req, KB_NOINSTR))
		which |= SC_NOINSTR;
	if (kb_is_asked(req, KB_UNRET))
		which |= SC_UNRET;
	if (kb_is_asked(req, KB_NOABS))
		which |= SC_NOABS;
	if (kb_is_asked(req, KB_LINK))
		which |= SC_LINKED;
	return kb_is_asked(req, KB_MODULE) ? which | SC_IN_MODULE : which;
}

/* Make exports it. Objects do not tell for which kernel they are made. */
static unsigned int read_version(void)
{
	unsigned int major, minor;

	if (sscanf(env_or("KERNELRELEASE", env_or("KERNELVERSION", "")),
		   "%u.%u", &major, &minor) != 2 ||
	    major > 255 || minor > 255)
		return 0;
	return SC_FORMAT_VERSION(major, minor);
}

static int refuse_unversioned(const struct kb_job *job, struct sc_error *err)
{
	if (!job->alone || job->version || !kb_is_asked(&job->request, KB_ORC))
		return 0;
	return sc_fail(
		err,
		"%s: for which kernel is not known, and ORC differs between them; nothing was written; set KERNELRELEASE, as make does",
		job->object);
}

/*
 * Until 6.12 --cfi asks for the table of hashes. Since 7.2 that is --fineibt, and
 * --cfi is about symbols. Between them it is not known when that changed.
 */
static int read_cfi(struct kb_job *job, struct sc_error *err)
{
	const struct kb_request *req = &job->request;
	bool cfi = kb_is_asked(req, KB_CFI), new;

	job->cfi_sites = kb_is_asked(req, KB_FINEIBT);
	new = job->cfi_sites || job->since_7_2;
	if (!job->alone || !cfi)
		return 0;
	if (!new && (!job->version || job->version > SC_FORMAT_VERSION(6, 12)))
		return sc_fail(
			err,
			"%s: what --cfi asks for in this version of the kernel is not known; nothing was written; known are 6.1 to 6.12 and those since 7.2, by KERNELRELEASE, which make sets",
			job->object);
	job->cfi_sites |= !new;
	job->cfi_symbols = new;
	job->mitigations |= new ? SC_KCFI : 0;
	return 0;
}

int kb_job_parse(struct kb_job *job, int argc, char **argv,
		 struct sc_error *err)
{
	const struct kb_request *req = &job->request;
	int ret;

	*job = (struct kb_job){ .argv = argv };
	ret = kb_request_parse(&job->request, argc, argv, err);
	if (ret)
		return ret;
	find_objtool(job);
	job->object = req->object;
	job->out = req->out ? req->out : req->object;
	job->mode = choose_mode(req);
	job->module = kb_is_asked(req, KB_MODULE);
	job->tree = env_or("KBUILD_EXTMOD", env_or("objtree", ""));
	job->tree_named = *job->tree;
	if (!job->tree_named)
		job->tree = ".";
	job->werror = !strcmp(env_or("STACKCHECK_WERROR", "0"), "1") ||
		      (job->alone && kb_is_asked(req, KB_WERROR));
	if (job->alone)
		job->mitigations = choose_mitigations(req);
	job->version = job->alone ? read_version() : 0;
	job->since_7_2 = job->version >= SC_FORMAT_VERSION(7, 2) ||
			 kb_is_asked(req, KB_FINEIBT);
	return refuse_undone(job, err) || refuse_unversioned(job, err) ||
			       read_cfi(job, err)
		       ? -1
		       : 0;
}

int kb_objtool_run(const struct kb_job *job, struct sc_error *err)
{
	pid_t pid;
	int status, bad;

	job->argv[0] = (char *)job->objtool;
	bad = posix_spawn(&pid, job->objtool, NULL, NULL, job->argv, environ);
	if (bad)
		return sc_fail(
			err,
			"%s: %s; set STACKCHECK_OBJTOOL to the kernel's objtool",
			job->objtool, strerror(bad));
	while (waitpid(pid, &status, 0) < 0)
		if (errno != EINTR)
			return sc_fail(err, "%s: %s", job->objtool,
				       strerror(errno));
	if (!WIFEXITED(status))
		return sc_fail(err, "%s: killed by signal %d", job->objtool,
			       WTERMSIG(status));
	return WEXITSTATUS(status);
}
