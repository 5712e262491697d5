// SPDX-License-Identifier: GPL-2.0-only
/* Fixes of drivers, of KVM, and of io_uring. */
#define _GNU_SOURCE
#include "triggers.h"
#include <fcntl.h>
#include <linux/dm-ioctl.h>
#include <linux/if_tun.h>
#include <linux/io_uring.h>
#include <linux/kvm.h>
#include <linux/ppp-ioctl.h>
#include <linux/udmabuf.h>
#include <linux/uinput.h>
#include <net/if.h>
#include <sound/asound.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

/* of the lines of Bluetooth, which libc has no header for */
enum { LINE_OF_BLUETOOTH = 15 };
#define HCIUARTGETPROTO _IOR('U', 201, int)

static int open_device(const char *name)
{
	return (int)must_succeed(name, open(name, O_RDWR | O_NOCTTY));
}

int ask_uart_protocol(char **words)
{
	int line = LINE_OF_BLUETOOTH, fd = open_device("/dev/ptmx");

	(void)words;
	must_succeed("TIOCSETD", ioctl(fd, TIOCSETD, &line));
	/* that there is none yet is the answer */
	ioctl(fd, HCIUARTGETPROTO, 0);
	return 0;
}

static int ask_mapper(unsigned long request, struct dm_ioctl *args,
		      uint32_t size)
{
	memcpy(args->version, (uint32_t[]){ 4, 0, 0 }, sizeof(args->version));
	strcpy(args->name, "trigger");
	args->flags = 0;
	args->dev = 0; /* the name is enough, and must be all */
	args->data_size = size;
	args->data_start = sizeof(*args);
	return ioctl(open_device("/dev/mapper/control"), request, args);
}

/* A disk with a table of one part, where each access is an error. */
int load_table(char **words)
{
	struct {
		struct dm_ioctl head;
		struct dm_target_spec part;
		char none[8];
	} args = { .part = { .length = 8, .target_type = "error" } };

	(void)words;
	must_succeed("DM_DEV_CREATE",
		     ask_mapper(DM_DEV_CREATE, &args.head, sizeof(args)));
	args.head.target_count = 1;
	must_succeed("DM_TABLE_LOAD",
		     ask_mapper(DM_TABLE_LOAD, &args.head, sizeof(args)));
	must_succeed("DM_DEV_REMOVE",
		     ask_mapper(DM_DEV_REMOVE, &args.head, sizeof(args)));
	return 0;
}

int fault_dma_buffer(char **words)
{
	int memory = (int)must_succeed(
		"memfd_create", memfd_create("memory", MFD_ALLOW_SEALING));
	struct udmabuf_create args = { .memfd = (uint32_t)memory,
				       .size = 8192 };
	char *at;
	int buffer;

	(void)words;
	must_succeed("ftruncate", ftruncate(memory, 8192));
	must_succeed("F_ADD_SEALS", fcntl(memory, F_ADD_SEALS, F_SEAL_SHRINK));
	buffer = (int)must_succeed("UDMABUF_CREATE",
				   ioctl(open_device("/dev/udmabuf"),
					 UDMABUF_CREATE, &args));
	at = mmap(NULL, 8192, PROT_READ | PROT_WRITE, MAP_SHARED, buffer, 0);
	must_succeed("mmap", at == MAP_FAILED ? -1 : 0);
	at[4096] = 1;
	return at[0];
}

int make_touch_screen(char **words)
{
	struct uinput_abs_setup setup = { .code = ABS_MT_SLOT,
					  .absinfo = { .maximum = 5 } };

	(void)words;
	must_succeed("UI_ABS_SETUP",
		     ioctl(open_device("/dev/uinput"), UI_ABS_SETUP, &setup));
	return 0;
}

int write_ppp(char **words)
{
	int unit = -1, fd = open_device("/dev/ppp");

	(void)words;
	must_succeed("PPPIOCNEWUNIT", ioctl(fd, PPPIOCNEWUNIT, &unit));
	/* an address, a control, and a packet of IP */
	must_succeed("write", write(fd, "\0\041text", 6));
	return 0;
}

static void bring_up(const char *name)
{
	struct ifreq request = { .ifr_flags = IFF_UP };
	int fd = (int)must_succeed("socket", socket(AF_INET, SOCK_DGRAM, 0));

	snprintf(request.ifr_name, IFNAMSIZ, "%s", name);
	must_succeed("SIOCSIFFLAGS", ioctl(fd, SIOCSIFFLAGS, &request));
}

/* A frame in two parts. */
int write_tun(char **words)
{
	struct ifreq request = { .ifr_name = "trigger",
				 .ifr_flags = IFF_TAP | IFF_NO_PI | IFF_NAPI |
					      IFF_NAPI_FRAGS };
	char head[64] = "\xff\xff\xff\xff\xff\xff", rest[100] = "";
	struct iovec parts[] = { { head, sizeof(head) },
				 { rest, sizeof(rest) } };
	int fd = open_device("/dev/net/tun");

	(void)words;
	must_succeed("TUNSETIFF", ioctl(fd, TUNSETIFF, &request));
	bring_up(request.ifr_name);
	must_succeed("writev", writev(fd, parts, 2));
	return 0;
}

int read_mixer(char **words)
{
	struct snd_ctl_elem_value value = { .id = { .numid = 1 } };

	(void)words;
	must_succeed("ELEM_READ", ioctl(open_device("/dev/snd/controlC0"),
					SNDRV_CTL_IOCTL_ELEM_READ, &value));
	return 0;
}

int start_sound_timer(char **words)
{
	struct snd_timer_select select = {
		.id = { .dev_class = SNDRV_TIMER_CLASS_GLOBAL }
	};
	struct snd_timer_params params = { .ticks = 10 };
	int fd = open_device("/dev/snd/timer");

	(void)words;
	must_succeed("SELECT", ioctl(fd, SNDRV_TIMER_IOCTL_SELECT, &select));
	must_succeed("PARAMS", ioctl(fd, SNDRV_TIMER_IOCTL_PARAMS, &params));
	must_succeed("START", ioctl(fd, SNDRV_TIMER_IOCTL_START));
	must_succeed("STOP", ioctl(fd, SNDRV_TIMER_IOCTL_STOP));
	return 0;
}

int use_kvm(char **words)
{
	struct kvm_mp_state state;
	int machine = (int)must_succeed("KVM_CREATE_VM",
					ioctl(open_device("/dev/kvm"),
					      KVM_CREATE_VM, 0)),
	    cpu = (int)must_succeed("KVM_CREATE_VCPU",
				    ioctl(machine, KVM_CREATE_VCPU, 0));

	(void)words;
	must_succeed("KVM_GET_MP_STATE", ioctl(cpu, KVM_GET_MP_STATE, &state));
	return 0;
}

/* What the kernel tells of a ring in use, and of its buffers. */
static long show_ring(int ring)
{
	char name[64], text[4096];

	snprintf(name, sizeof(name), "/proc/self/fdinfo/%d", ring);
	return read(open(name, O_RDONLY), text, sizeof(text));
}

int use_ring(char **words)
{
	struct io_uring_params params = { .flags = IORING_SETUP_SQPOLL };
	/* the flag says that the kernel has the memory */
	struct io_uring_buf_reg group = { .ring_entries = 8, .pad = 1 };
	struct iovec buffer = { malloc(8192), 8192 };
	int ring = (int)must_succeed("io_uring_setup",
				     syscall(SYS_io_uring_setup, 8, &params));

	(void)words;
	must_succeed("show_ring", show_ring(ring));
	must_succeed("IORING_REGISTER_BUFFERS",
		     syscall(SYS_io_uring_register, ring,
			     IORING_REGISTER_BUFFERS, &buffer, 1));
	must_succeed("IORING_REGISTER_PBUF_RING",
		     syscall(SYS_io_uring_register, ring,
			     IORING_REGISTER_PBUF_RING, &group, 1));
	must_succeed("mmap", mmap(NULL, 4096, PROT_READ | PROT_WRITE,
				  MAP_SHARED, ring, 0x80000000) == MAP_FAILED
				     ? -1
				     : 0);
	return 0;
}
