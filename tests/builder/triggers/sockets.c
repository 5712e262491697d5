// SPDX-License-Identifier: GPL-2.0-only
/* Fixes of families of sockets that are modules. */
#define _GNU_SOURCE
#include "triggers.h"
#include <dirent.h>
#include <fcntl.h>
#include <linux/atm.h>
#include <linux/can.h>
#include <linux/can/bcm.h>
#include <linux/if_alg.h>
#include <linux/rds.h>
#include <linux/sockios.h>
#include <linux/vm_sockets.h>
#include <net/if.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

/* of Bluetooth, which libc has no header for */
enum { BTPROTO_L2CAP = 0, BTPROTO_HCI = 1 };
#define HCIGETDEVLIST _IOR('H', 210, int)

static int open_socket(int family, int type, int protocol)
{
	return (int)must_succeed("socket", socket(family, type, protocol));
}

int accept_hash(char **words)
{
	struct sockaddr_alg addr = { .salg_family = AF_ALG,
				     .salg_type = "hash",
				     .salg_name = "sha256" };
	int fd = open_socket(AF_ALG, SOCK_SEQPACKET, 0), hash;

	(void)words;
	must_succeed("bind", bind(fd, (void *)&addr, sizeof(addr)));
	hash = (int)must_succeed("accept", accept(fd, NULL, NULL));
	must_succeed("send", send(hash, "text", 4, MSG_MORE));
	must_succeed("accept", accept(hash, NULL, NULL));
	return 0;
}

/* What an unconnected one says to the question does not matter. */
int ask_atm_length(char **words)
{
	int len;

	(void)words;
	ioctl(open_socket(AF_ATMPVC, SOCK_DGRAM, ATM_AAL5), SIOCINQ, &len);
	return 0;
}

int ask_bluetooth(char **words)
{
	char list[64] = { 1 };
	int len, fd = open_socket(AF_BLUETOOTH, SOCK_SEQPACKET, BTPROTO_L2CAP);

	(void)words;
	must_succeed("SIOCINQ", ioctl(fd, SIOCINQ, &len));
	close(fd);
	fd = open_socket(AF_BLUETOOTH, SOCK_RAW, BTPROTO_HCI);
	must_succeed("HCIGETDEVLIST", ioctl(fd, HCIGETDEVLIST, list));
	return 0;
}

int close_llc(char **words)
{
	(void)words;
	close(open_socket(AF_LLC, SOCK_DGRAM, 0));
	return 0;
}

int trace_rds(char **words)
{
	struct rds_rx_trace_so trace = { 2, { 0, 1 } };

	(void)words;
	must_succeed("SO_RDS_MSG_RXPATH_LATENCY",
		     setsockopt(open_socket(AF_RDS, SOCK_SEQPACKET, 0), SOL_RDS,
				SO_RDS_MSG_RXPATH_LATENCY, &trace,
				sizeof(trace)));
	return 0;
}

int connect_vsock(char **words)
{
	struct sockaddr_vm addr = { .svm_family = AF_VSOCK,
				    .svm_cid = VMADDR_CID_LOCAL,
				    .svm_port = 1234 };
	int listener = open_socket(AF_VSOCK, SOCK_STREAM, 0),
	    fd = open_socket(AF_VSOCK, SOCK_STREAM, 0);

	(void)words;
	must_succeed("bind", bind(listener, (void *)&addr, sizeof(addr)));
	must_succeed("listen", listen(listener, 1));
	must_succeed("connect", connect(fd, (void *)&addr, sizeof(addr)));
	close((int)must_succeed("accept", accept(listener, NULL, NULL)));
	close(fd);
	return 0;
}

/* Their files have the numbers of the sockets as names. */
static int show_folder(const char *folder)
{
	DIR *dir = opendir(folder);
	struct dirent *entry;
	char text[4096];
	int nshown = 0;

	while (dir && (entry = readdir(dir))) {
		int fd = openat(dirfd(dir), entry->d_name, O_RDONLY);

		nshown += read(fd, text, sizeof(text)) > 0;
		close(fd);
	}
	if (dir)
		closedir(dir);
	return nshown;
}

/* show_can_operations DEVICE */
int show_can_operations(char **words)
{
	struct sockaddr_can addr = { .can_family = AF_CAN,
				     .can_ifindex =
					     (int)if_nametoindex(words[0]) };
	struct bcm_msg_head filter = { .opcode = RX_SETUP,
				       .flags = RX_FILTER_ID,
				       .can_id = 0x123 };
	int fd = open_socket(AF_CAN, SOCK_DGRAM, CAN_BCM);

	must_succeed("connect", connect(fd, (void *)&addr, sizeof(addr)));
	must_succeed("write", write(fd, &filter, sizeof(filter)));
	return show_folder("/proc/net/can-bcm") ? 0 : 1;
}
