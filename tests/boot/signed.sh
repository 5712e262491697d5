#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Debian's kernel as it takes signed modules only. It trusts the keys of the
# firmware, and the firmware has one that is made here.
cd "$(dirname "$0")/../.." || exit 1
set -eu
build=${O:-build}/boot
mkdir -p "$build/signed"
dir=$(cd "$build/signed" && pwd)

key() {
	openssl req -new -x509 -newkey rsa:2048 -sha256 -nodes -days 36500 \
		-subj "/CN=boot tests" -keyout "$dir/key.pem" \
		-outform DER -out "$dir/key.x509" 2>"$dir/openssl.log"
}

firmware() {
	(cd "$dir" && apt-get -q -o APT::Sandbox::User=root download ovmf &&
		dpkg-deb -x ovmf_*.deb .) >"$dir/ovmf.log"
}

# emulator: what starts qemu with that firmware
emulator() {
	cat >"$dir/qemu" <<-END
		#!/bin/sh
		cp "$dir/vars" "$dir/vars.now"
		exec qemu-system-x86_64 \\
			-drive if=pflash,format=raw,readonly=on,file=$dir/usr/share/OVMF/OVMF_CODE_4M.fd \\
			-drive if=pflash,format=raw,file=$dir/vars.now "\$@"
	END
	chmod +x "$dir/qemu"
}

[ -e "$dir/key.x509" ] || key
[ -e "$dir/usr" ] || firmware
/usr/bin/python3 tests/boot/efi_key.py "$dir/usr/share/OVMF/OVMF_VARS_4M.fd" \
	"$dir/key.x509" "$dir/vars"
emulator
SIGN=$dir/key QEMU=$dir/qemu APPEND=module.sig_enforce=1 \
	tests/boot/run.sh 6.12 "$build" "${@:-signed}"
