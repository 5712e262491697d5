// SPDX-License-Identifier: GPL-2.0-only
/* The macros of frame.h in inline assembly. */
// stackcheck: --mode=frame
// cc: gcc -std=c11 -Wall -Wextra -Werror -pedantic -O2 -mno-red-zone -fomit-frame-pointer -fno-asynchronous-unwind-tables
// expect: clean
#include <stackcheck/frame.h>

long call_sum(long n);
void odd(void);

/* clang-format off */
__asm__(".text\n\t"
	SC_FUNC_BEGIN(next)
	"lea 1(%rdi), %rax\n\t"
	"ret\n\t"
	SC_FUNC_END(next));

long call_sum(long n)
{
	__asm__ volatile(SC_FRAME_BEGIN "call sum\n\t" SC_FRAME_END
			 : "+D"(n)
			 :
			 : "rax", "rcx", "rdx", "rsi", "r8", "r9", "r10",
			   "r11", "memory", "cc");
	__asm__ volatile("ud2\n\t" SC_REACHABLE);
	return n;
}
/* clang-format on */

void odd(void)
{
	__asm__ volatile("mov %rdi, %rsp");
}
SC_NON_STANDARD_FRAME(odd);
