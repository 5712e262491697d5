// SPDX-License-Identifier: GPL-2.0-only
/* Fixes of TCP, of groups, of packets, and of local sockets. */
#define _GNU_SOURCE
#include "triggers.h"
#include <arpa/inet.h>
#include <fcntl.h>
#include <linux/if_packet.h>
#include <linux/tls.h>
#include <net/ethernet.h>
#include <net/if.h>
#include <netinet/tcp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static int open_socket(int family, int type, int protocol)
{
	return (int)must_succeed("socket", socket(family, type, protocol));
}

static struct sockaddr_in address_of(const char *text, int port)
{
	struct sockaddr_in addr = { .sin_family = AF_INET,
				    .sin_port = htons((uint16_t)port) };

	inet_pton(AF_INET, text, &addr.sin_addr);
	return addr;
}

int connect_tcp(int *first)
{
	struct sockaddr_in addr = address_of("127.0.0.1", 0);
	socklen_t len = sizeof(addr);
	int listener = open_socket(AF_INET, SOCK_STREAM, 0);

	*first = open_socket(AF_INET, SOCK_STREAM, 0);
	must_succeed("bind", bind(listener, (void *)&addr, len));
	must_succeed("listen", listen(listener, 1));
	must_succeed("getsockname", getsockname(listener, (void *)&addr, &len));
	must_succeed("connect", connect(*first, (void *)&addr, len));
	return (int)must_succeed("accept", accept(listener, NULL, NULL));
}

int use_tls(char **words)
{
	struct tls12_crypto_info_aes_gcm_128 info = {
		.info = { TLS_1_2_VERSION, TLS_CIPHER_AES_GCM_128 },
	};
	socklen_t len = sizeof(info);
	int first, second = connect_tcp(&first);

	(void)words;
	must_succeed("TCP_ULP", setsockopt(first, IPPROTO_TCP, TCP_ULP, "tls",
					   sizeof("tls")));
	must_succeed("TLS_TX", setsockopt(first, SOL_TLS, TLS_TX, &info, len));
	must_succeed("send", send(first, "text", 4, 0));
	must_succeed("TLS_TX", getsockopt(first, SOL_TLS, TLS_TX, &info, &len));
	return read(second, &info, sizeof(info)) > 4 ? 0 : 1;
}

/* connect_nowhere ADDRESS SECONDS: to one that does not answer */
int connect_nowhere(char **words)
{
	struct sockaddr_in addr = address_of(words[0], 9);
	int fd = open_socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);

	connect(fd, (void *)&addr, sizeof(addr));
	sleep((unsigned int)atoi(words[1]));
	return 0;
}

/* join_group DEVICE SECONDS */
int join_group(char **words)
{
	struct ip_mreqn group = { .imr_ifindex =
					  (int)if_nametoindex(words[0]) };
	int fd = open_socket(AF_INET, SOCK_DGRAM, 0);

	inet_pton(AF_INET, "239.1.1.1", &group.imr_multiaddr);
	must_succeed("IP_ADD_MEMBERSHIP",
		     setsockopt(fd, IPPROTO_IP, IP_ADD_MEMBERSHIP, &group,
				sizeof(group)));
	sleep((unsigned int)atoi(words[1]));
	return 0;
}

int make_packet_ring(char **words)
{
	struct tpacket_req ring = { .tp_block_size = 4096,
				    .tp_block_nr = 1,
				    .tp_frame_size = 2048,
				    .tp_frame_nr = 2 };
	int fd = open_socket(AF_PACKET, SOCK_RAW, htons(ETH_P_ALL));

	(void)words;
	must_succeed("PACKET_RX_RING",
		     setsockopt(fd, SOL_PACKET, PACKET_RX_RING, &ring,
				sizeof(ring)));
	return 0;
}

/* Two bytes, each sent as urgent and read; then a look at what is behind. */
int peek_behind_urgent(char **words)
{
	char buf[8];
	int fds[2];

	(void)words;
	must_succeed("socketpair", socketpair(AF_UNIX, SOCK_STREAM, 0, fds));
	for (int i = 0; i < 2; i++) {
		must_succeed("send", send(fds[0], "!", 1, MSG_OOB));
		must_succeed("recv", recv(fds[1], buf, 1, MSG_OOB));
	}
	must_succeed("send", send(fds[0], "text", 4, 0));
	return recv(fds[1], buf, sizeof(buf), MSG_PEEK) == 4 ? 0 : 1;
}

/* A socket sent through itself, and closed: only it holds itself. */
static void lose_socket(void)
{
	union {
		struct cmsghdr head;
		char space[CMSG_SPACE(sizeof(int))];
	} control = { .head = { .cmsg_len = CMSG_LEN(sizeof(int)),
				.cmsg_level = SOL_SOCKET,
				.cmsg_type = SCM_RIGHTS } };
	char byte = 0;
	struct iovec part = { &byte, 1 };
	struct msghdr message = { .msg_iov = &part,
				  .msg_iovlen = 1,
				  .msg_control = &control,
				  .msg_controllen = sizeof(control) };
	int fds[2];

	must_succeed("socketpair", socketpair(AF_UNIX, SOCK_STREAM, 0, fds));
	memcpy(CMSG_DATA(&control.head), &fds[1], sizeof(int));
	must_succeed("sendmsg", sendmsg(fds[0], &message, 0));
	close(fds[0]);
	close(fds[1]);
}

int collect_sockets(char **words)
{
	(void)words;
	lose_socket();
	lose_socket();
	/* the collector runs beside us */
	usleep(300000);
	return 0;
}
