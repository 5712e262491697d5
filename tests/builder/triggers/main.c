// SPDX-License-Identifier: GPL-2.0-only
/*
 * Makes the kernel run the code of a fix.
 *	trigger NAME [WORD...]
 * ends with 0 if all of its system calls did what they should.
 */
#include "triggers.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct {
	const char *name;
	int (*run)(char **words);
	int nwords;
} triggers[] = {
	{ "accept_hash", accept_hash, 0 },
	{ "add_and_drop_key", add_and_drop_key, 0 },
	{ "add_partition", add_partition, 1 },
	{ "ask_atm_length", ask_atm_length, 0 },
	{ "ask_bluetooth", ask_bluetooth, 0 },
	{ "ask_uart_protocol", ask_uart_protocol, 0 },
	{ "bind_memory", bind_memory, 0 },
	{ "close_epoll", close_epoll, 0 },
	{ "close_llc", close_llc, 0 },
	{ "collect_sockets", collect_sockets, 0 },
	{ "connect_nowhere", connect_nowhere, 2 },
	{ "connect_vsock", connect_vsock, 0 },
	{ "fault_dma_buffer", fault_dma_buffer, 0 },
	{ "group_events", group_events, 0 },
	{ "grow_stack", grow_stack, 0 },
	{ "join_group", join_group, 2 },
	{ "keep_account", keep_account, 1 },
	{ "load_table", load_table, 0 },
	{ "lock_file", lock_file, 1 },
	{ "make_map", make_map, 1 },
	{ "make_packet_ring", make_packet_ring, 0 },
	{ "make_touch_screen", make_touch_screen, 0 },
	{ "move_memory", move_memory, 0 },
	{ "peek_behind_urgent", peek_behind_urgent, 0 },
	{ "read_mixer", read_mixer, 0 },
	{ "run_barrier", run_barrier, 0 },
	{ "run_out_of_time", run_out_of_time, 0 },
	{ "set_attribute", set_attribute, 1 },
	{ "show_can_operations", show_can_operations, 1 },
	{ "start_sound_timer", start_sound_timer, 0 },
	{ "trace_disk", trace_disk, 1 },
	{ "trace_rds", trace_rds, 0 },
	{ "use_kvm", use_kvm, 0 },
	{ "use_ring", use_ring, 0 },
	{ "use_tls", use_tls, 0 },
	{ "write_ppp", write_ppp, 0 },
	{ "write_tun", write_tun, 0 },
};

long must_succeed(const char *what, long result)
{
	if (result >= 0)
		return result;
	fprintf(stderr, "trigger: %s: %s\n", what, strerror(errno));
	exit(1);
}

int main(int argc, char **argv)
{
	for (size_t i = 0; argc > 1 && i < sizeof(triggers) / sizeof(*triggers);
	     i++) {
		if (strcmp(argv[1], triggers[i].name))
			continue;
		if (argc - 2 != triggers[i].nwords)
			break;
		return triggers[i].run(argv + 2);
	}
	fprintf(stderr, "trigger: there is no such trigger\n");
	return 2;
}
