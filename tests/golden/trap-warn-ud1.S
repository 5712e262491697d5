# SPDX-License-Identifier: GPL-2.0-only
# In Linux 7.x warnings call a function that runs into ud1 with (%edx). The kernel
# warns and goes on behind it. Any other ud1 is an end.
# stackcheck: --mode=table
# expect: falls+0x0 [fallthrough]
	.text
	.type	warn, @function
warn:
	.byte	0x67, 0x48, 0x0f, 0xb9, 0x3a	# ud1 (%edx), %rdi
	ret
	.size	warn, .-warn
	.type	caller, @function
caller:
	sub	$8, %rsp
	call	warn
	add	$8, %rsp
	ret
	.size	caller, .-caller
	.type	ends, @function
ends:
	.byte	0x0f, 0xb9, 0xcc		# ud1 %esp, %ecx
	.size	ends, .-ends
	.type	other, @function
other:
	.byte	0x67, 0x41, 0x0f, 0xb9, 0x3a	# ud1 (%r10d), %edi
	.size	other, .-other
	.type	falls, @function
falls:
	.byte	0x67, 0x0f, 0xb9, 0x02		# ud1 (%edx), %eax
	.size	falls, .-falls
