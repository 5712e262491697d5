#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Which functions and variables differ between two objects: small sources, with a
# change, compiled with a section for each item and with one for all.
set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/lib.sh
make_work

cat >"$work/base.c" <<'END'
extern int printk(const char *fmt, ...);
extern void *table[];
struct bug { int where, file; unsigned short line, flags; };
#define WARN() asm volatile("1: ud2\n" \
	".pushsection __bug_table,\"aw\"\n" \
	"2: .long 1b - ., %c0 - .\n.word %c1, 0\n.org 2b + 12\n" \
	".popsection" : : "i"(__FILE__), "i"(__LINE__))
#define WARN_WITH(arg) ({ \
	void *bug; \
	asm volatile("lea 2f(%%rip), %0\n1: nop\n" \
		".pushsection __bug_table,\"aw\"\n" \
		"2: .long 1b - ., %c1 - .\n.word %c2, 0\n.org 2b + 12\n" \
		".popsection" : "=r"(bug) : "i"(__FILE__), "i"(__LINE__)); \
	printk("%p %d\n", bug, arg); \
})
static int __UNIQUE_ID_ddebug_12;
static const char *const names[] = { "one", "two" };
int limit = 4;
static __attribute__((noinline)) int helper(int a)
{
	return printk("helper %d\n", a);
}
int count_calls(int a)
{
	static int count;
	return helper(a) + ++count;
}
int count_others(int a)
{
	static int count;
	return helper(a) - ++count;
}
const char *find_name(int i)
{
	return i < limit ? names[i & 1] : "none";
}
void warn_always(void)
{
	WARN();
}
void warn_with(int a)
{
	WARN_WITH(a);
	__UNIQUE_ID_ddebug_12 = a;
}
extern void set_up(void *lock, void *key);
void set_up_lock(void)
{
	static int lock;
	static struct {} __key;
	set_up(&lock, &__key);
}
int last(int a)
{
	return helper(a) * 3;
}
END

flags_of_all=

# differ NAME SED EXPECTED: with this change, these lines come
differ() {
	local flags got
	sed "$2" "$work/base.c" >"$work/new.c"
	for flags in "-ffunction-sections -fdata-sections" ""; do
		# shellcheck disable=SC2086 # several flags
		gcc $flags_of_all -O2 -fno-pie -mcmodel=kernel -fno-asynchronous-unwind-tables \
			$flags -c -o "$work/old.o" "$work/base.c" &&
			gcc $flags_of_all -O2 -fno-pie -mcmodel=kernel $flags \
				-fno-asynchronous-unwind-tables \
				-fmacro-prefix-map="$work/new.c=$work/base.c" \
				-c -o "$work/new.o" "$work/new.c" || return 1
		got=$("$O/tests/builder/diff_objects" "$work/old.o" \
			"$work/new.o" | sed 's/: .*//')
		expect "$1 ${flags:-(one section)}" diff <(echo "$3") <(echo "$got")
	done
}

differ "no change" '' ''
differ "a comment and a line more" '1s|^|/* new */\n|' ''
differ "one constant" 's/\* 3/* 5/' 'differs last'
differ "a string" 's/"none"/"nothing"/' 'differs find_name'
differ "a callee" 's/"helper %d/"callee %d/' 'differs helper'
differ "a name of a callee" 's/return helper(a) \* 3/return printk("x") * 3/' \
	'differs last'
differ "a value" 's/limit = 4/limit = 5/' 'differs limit'
differ "a table" 's/"two"/"second"/' 'differs names'
differ "another variable at the place of an empty one" 's/\<lock\>/locks/' \
	'differs set_up_lock
new locks
gone lock'
differ "a static variable more" \
	's/^\treturn helper(a) \* 3/\tstatic int n; return helper(a) * 3 + ++n/' \
	'differs last
new n'
differ "which counter" 's/- ++count/+ ++count/' 'differs count_others'
differ "a second counter of that name" \
	's/^\treturn helper(a) \* 3/\tstatic int count; return helper(a) * 3 + ++count/' \
	'differs last
new count'
differ "a counter in a function of another name" 's/count_others/count_more/' \
	'new count_more
unclear count
gone count_others
gone count'
differ "a function more, before all others" \
	's/^int count_calls/int first(void) { return 7; }\n&/' 'new first'
differ "a WARN more" 's/^\tWARN();/&\n\tWARN();/' 'differs warn_always'
differ "a WARN with arguments more" 's/^\tWARN_WITH(a);/&\n&/' 'differs warn_with'
differ "numbers that macros count" 's/ddebug_12/ddebug_14/' ''
# Padding before functions is listed, and belongs to the function behind it.
flags_of_all="-fpatchable-function-entry=16,16 -falign-functions=16"
differ "paddings, and a function more" \
	's/^int count_calls/int first(void) { return 7; }\n&/' 'new first'
differ "paddings, and a function more behind" '$s/$/\nint more(void) { return 1; }/' \
	'new more'

# It may be another variable, if no function uses it as before.
cat >"$work/base.c" <<'END'
int first(int a) { static int seen; return a + ++seen; }
int second(int a) { return a; }
int third(int a) { return a * 3; }
END
flags_of_all=
differ "a counter moves" 's/a + ++seen/a/; s/second(int a) {/& static int seen; ++seen;/' \
	'differs first
differs second
unclear seen'
differ "a counter of a function whose code changes" 's/a + ++seen/a - ++seen/' 'differs first'

# A kernel may have neither file nor line in its bug table. 24 bytes are three such
# entries, and would be two of the others.
cat >"$work/base.c" <<'END'
#define WARN() asm volatile("1: ud2\n" \
	".pushsection __bug_table,\"aw\"\n" \
	"2: .long 1b - .\n.word 1\n.org 2b + 8\n.popsection")
int early(int a) { if (a) WARN(); return a; }
int late(int a) { if (a) { WARN(); WARN(); } return a; }
END
flags_of_all=
differ "no lines" '' ''
differ "no lines, and a WARN more" 's/{ WARN(); WARN(); }/{ WARN(); WARN(); WARN(); }/' \
	'differs late'
differ "no lines, and other flags" 's/\.word 1/.word 3/' 'differs early
differs late'

# What each function has for itself counts with it: gcc's tables of a switch, limits
# of messages, texts. Not so the lines of a descriptor.
cat >"$work/base.c" <<'END'
extern int printk(void *limit, const char *text);
struct limit { int interval, burst; };
struct descriptor { const char *file; int line; };
int colour(int a)
{
	switch (a) {
	case 1: return 41;
	case 2: return 17;
	case 3: return 99;
	case 4: return 12;
	}
	return 0;
}
int shape(int a)
{
	switch (a) {
	case 1: return 141;
	case 2: return 117;
	case 3: return 199;
	case 4: return 112;
	}
	return 1;
}
const char *name(int a)
{
	switch (a) {
	case 1: return "first";
	case 2: return "second";
	case 3: return "third";
	case 4: return "fourth";
	}
	return "none";
}
int limited(void)
{
	static struct limit _rs = { 5, 10 };
	return printk(&_rs, "limited");
}
int told(void)
{
	static const char __msg[] = "too long";
	return printk((void *)__msg, "told");
}
static const int descriptor[2] = { 3, 4 };
int use_own(int a)
{
	return descriptor[a];
}
int described(void)
{
	static struct descriptor descriptor
		__attribute__((section("__dyndbg"))) = { "file", __LINE__ };
	return printk(&descriptor, "described");
}
END
flags_of_all=
differ "private: lines" '1s|^|/* new */\n|' 'differs descriptor'
differ "private: a table of a switch" 's/117/118/' 'differs shape
differs CSWTCH'
differ "private: a table of a switch, of texts" 's/"third"/"last"/' 'differs name
differs CSWTCH'
differ "private: a table more" '$s/$/\nint first(int a) { switch (a) { case 1: return 9; case 2: return 7; case 3: return 8; case 4: return 2; } return 1; }/' 'new first
new CSWTCH'
differ "private: a limit" 's/{ 5, 10 }/{ 5, 20 }/' 'differs limited
differs _rs'
differ "not private: a table with such a name" 's/{ 3, 4 }/{ 3, 5 }/' 'differs descriptor'
differ "private: a text" 's/too long/too deep/' 'differs told
differs __msg'

# Of an indexed string, all of it counts, also what lies before the place that the
# code names.
cat >"$work/base.c" <<'END'
int pick(long at) { return "abcdefg"[at + 3]; }
int other(long at) { return "abcdefg"[at + 4]; }
END
flags_of_all=
differ "a string's beginning" 's/"abcdefg"\[at + 3/"Abcdefg"[at + 3/' 'differs pick'
differ "an index" 's/at + 4/at + 5/' 'differs other'

# The tables of a function may come in another order in the object.
cat >"$work/base.c" <<'END'
#define LOCK() asm volatile(".pushsection .smp_locks,\"a\"\n" \
	".balign 4\n.long 671f - .\n.popsection\n671: lock incl (%rsp)")
#define WARN() asm volatile("1: ud2\n.pushsection __bug_table,\"aw\"\n" \
	"2: .long 1b - .\n.word 1\n.org 2b + 8\n.popsection")
int both(int a) { LOCK(); if (a) WARN(); return a; }
int more(int a) { LOCK(); if (a > 3) WARN(); return a; }
END
differ "tables in another order" '3,$s/^int both/int first(int a) { if (a) WARN(); return a; }\n&/' \
	'new first'

# With KASAN, gcc makes a constructor and a destructor, and a table for them.
cat >"$work/base.c" <<'END'
int limit[3] = { 1, 2, 3 };
int find(int i) { return limit[i]; }
END
flags_of_all="-fsanitize=kernel-address --param asan-globals=1"
differ "KASAN, a variable more" 's/^int find/int more[5];\nint find/' 'new more'
differ "KASAN, a function" 's/return limit/return 1 + limit/' 'differs find'
exit "$failed"
