# SPDX-License-Identifier: GPL-2.0-only
# Why functions of a stock kernel are not trusted: reads what `stackcheck trust
# --dump --list` prints, and puts each function into a class of
# Documentation/trust.md. Fails if one is in none, or if too few are trusted.

function class_of(name)
{
	if (name ~ /^ftrace_replace_code\.cold$/)
		return "nameless-hidden"
	# A part of a function, and a second name of it, are as the function.
	sub(/\..*/, "", name)
	sub(/^__pi_/, "", name)
	if (name ~ /^(__tdcall|__tdcall_ret|try_accept_one|xen_hypercall_pv)$/ ||
	    name ~ /^tdx_(get_ve_info|mcall_|setup|handle_virt_exception|announce)/ ||
	    name ~ /^tdg_vm_/)
		return "hypervisor"
	if (name ~ /^(verify_cpu|sev_verify_cbit|pvh_start_xen|reset_early_page_tables|sme_encrypt_execute|machine_real_restart)$/ ||
	    name ~ /^(x86_acpi_suspend_lowlevel|do_suspend_lowlevel|wakeup_long64|swsusp_arch_resume|restore_image|restore_registers)$/)
		return "boot-and-sleep"
	if (name ~ /^__efi64_thunk$/)
		return "efi-thunk"
	if (name ~ /^(xen_iret|xen_early_idt_handler_array|asm_fred_entry_from_kvm)$/)
		return "entry"
	if (name ~ /^(srso_|retbleed_)/)
		return "thunk"
	if (name ~ /^(ftrace_regs_caller_end|return_to_handler|arch_rethook_trampoline)$/)
		return "tracer"
	if (name ~ /^(__switch_to_asm|entry_ibpb)$/)
		return "alternative"
	if (name ~ /^(oops_end|panic)$/)
		return "last-words"
	return "unexplained"
}

/^  .* bytes \[[a-z-]+\]$/ {
	class = class_of($1)
	count[class]++
	names[class] = names[class] " " $1
	next
}

/^(functions|text|size) / {
	print
	if ($1 == "functions")
		share = substr($5, 2)
}

END {
	print ""
	for (class in count)
		printf "%-16s %3d%s\n", class, count[class], names[class] | "sort"
	close("sort")
	exit count["unexplained"] > 0 || share < 99.9
}
