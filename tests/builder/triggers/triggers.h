/* SPDX-License-Identifier: GPL-2.0-only */
/* What makes the kernel run the code of a fix, and the shell cannot do. */
#ifndef TRIGGERS_H
#define TRIGGERS_H

#include <stddef.h>

/* Ends the program if the result of a system call is an error; else gives it. */
long must_succeed(const char *what, long result);

/* The second of two TCP sockets that are connected; *first is the other one. */
int connect_tcp(int *first);

/* Each does one thing, with the words behind its name; 0: all went well. */
int accept_hash(char **words);
int add_and_drop_key(char **words);
int add_partition(char **words);
int ask_atm_length(char **words);
int ask_bluetooth(char **words);
int ask_uart_protocol(char **words);
int bind_memory(char **words);
int close_epoll(char **words);
int close_llc(char **words);
int collect_sockets(char **words);
int connect_nowhere(char **words);
int connect_vsock(char **words);
int fault_dma_buffer(char **words);
int group_events(char **words);
int grow_stack(char **words);
int join_group(char **words);
int keep_account(char **words);
int load_table(char **words);
int lock_file(char **words);
int make_map(char **words);
int make_packet_ring(char **words);
int make_touch_screen(char **words);
int move_memory(char **words);
int peek_behind_urgent(char **words);
int read_mixer(char **words);
int run_barrier(char **words);
int run_out_of_time(char **words);
int set_attribute(char **words);
int show_can_operations(char **words);
int start_sound_timer(char **words);
int trace_disk(char **words);
int trace_rds(char **words);
int use_kvm(char **words);
int use_ring(char **words);
int use_tls(char **words);
int write_ppp(char **words);
int write_tun(char **words);

#endif
