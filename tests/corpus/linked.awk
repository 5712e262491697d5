# SPDX-License-Identifier: GPL-2.0-only
# Why a linked kernel has this finding, or differs from its own ORC here. Reads
# lines "KIND FUNCTION+0xOFF TEXT"; KIND is "finding" or "row". Prints sums by
# class, and every line that is in none. The classes are those of
# Documentation/linked.md; the first that fits counts.

function class_of(kind, name, off, text)
{
	# Room before a function, and a second name of it, are as the function.
	sub(/^__(pfx|pi)_/, "", name)
	if (name ~ /^__(x86_)?indirect_/ || name ~ /^(srso_|retbleed_)/ ||
	    name ~ /^entry_untrain_ret/)
		return "thunk"
	if (name ~ /^(__efi64_thunk|efi_thunk_|efi_set_virtual_address_map)/)
		return "efi-thunk"
	if (name ~ /^(ftrace_(regs_)?call|return_to_handler|arch_rethook_tramp)/)
		return "tracer"
	if (name ~ /^(pvh_start_xen|startup_(64|xen)|secondary_startup_64|common_startup_64|start_cpu0|verify_cpu|sev_verify_cbit|soft_restart_cpu|asm_cpu_bringup_and_idle|xen_cpu_bringup_again|wakeup_long64|do_suspend_lowlevel|restore_(registers|image)|relocate_(kernel|range)|identity_mapped|virtual_mapped|swap_pages|machine_real_restart|sme_encrypt_execute)/)
		return "boot-and-sleep"
	if (name ~ /^(xen_)?early_idt_handler|^vc_(boot|no)_ghcb|^(xen_)?asm_|^(xen_)?entry_SYS|^(xen_)?error_(entry|return)|^paranoid_e|^(nested|first|repeat|end_repeat)_nmi|^nmi_(no_fsgsbase|swapgs|restore)|^(irq|spurious)_entries_start|^common_interrupt_return|^swapgs_restore|^restore_regs_and|^xenpv_restore|^early_xen_iret|^native_irq_return|^sysret32_from|^syscall_return_via|^xen_(iret|failsafe_callback)|^exc_xen_hypervisor_callback|^rewind_stack|^ret_from_fork|^__end_entry_SYSENTER/)
		return "entry"
	if (name ~ /^_s?text$|^_[se]inittext$|^__.*text_(start|end)$/)
		return "marker"
	if (name == "x86_verw_sel")
		return "label"
	if (name ~ /^(__crash_kexec|clear_bhb_loop|fixup_vdso_exception|sysenter_setup|vdso32_setup|ia32_binfmt_init|__bhi_args(_end)?)$/ &&
	    text ~ /shipped undefined/)
		return "not-looked-at"
	if (name ~ /^(page_fault_oops|(fred_)?sysvec_reboot)$/)
		return "behind-noreturn"
	if (name ~ /^(__switch_to_asm|entry_ibpb)$/)
		return "alternative"
	if (name ~ /^__tdcall/ || name ~ /^xen_hypercall/)
		return "hypervisor"
	if (name == "panic")
		return "ours"
	if (name ~ /^ftrace_replace_code\.cold$/)
		return "nameless-hidden"
	if (kind == "row" && (off != "0x0" || name == "acpi_s2idle_setup.cold") &&
	    text ~ /shipped undefined ours sp\+8$/)
		return "nameless"
	if (kind == "row" && off != "0x0" && text ~ /shipped .* ours undefined$/)
		return "nameless-hidden"
	if (kind == "finding" && text ~ /\[unreachable\]$/)
		return "nameless-hidden"
	return "unexplained"
}

{
	kind = $1
	at = $2
	n = split(at, part, /\+/)
	name = part[1]
	off = part[2]
	sub(/:$/, "", off)
	class = class_of(kind, name, off, $0)
	count[kind, class]++
	total[kind]++
	all[class] = 1
	if (class == "unexplained")
		print "unexplained: " $0
	if (show && class == show)
		print class ": " $0
}

END {
	for (class in all)
		printf "%-18s %4d findings %4d functions differ\n", class,
			count["finding", class], count["row", class] | "sort"
	close("sort")
	printf "%-18s %4d findings %4d functions differ\n", "all",
		total["finding"], total["row"]
	exit count["finding", "unexplained"] + count["row", "unexplained"] > 0
}
