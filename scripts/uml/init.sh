#!/bin/sh
# The first process of the user-mode kernel that scripts/vcan-test boots: mounts, CAN modules, the test, power off.
# umljob=FOLDER on the kernel's command line: its file `words` says what to run, the exit code goes into its file `exit`.
export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8
# The root is this machine's, read-only: whatever is written goes to memory, and Python must not try to leave bytecode.
export HOME=/dev/shm TMPDIR=/dev/shm PYTHONDONTWRITEBYTECODE=1
mount -t proc proc /proc
mount -t sysfs sys /sys
mount -t tmpfs tmpfs /run
# devtmpfs has neither of these.
mkdir -p /dev/shm /dev/pts
mount -t tmpfs tmpfs /dev/shm
mount -t devpts devpts /dev/pts
job=$(sed -n 's/.*umljob=\([^ ]*\).*/\1/p' /proc/cmdline)
# Its own mount, because the root is read-only.
mount -t hostfs -o "$job" none "$job"

for module in net/can/can net/can/can-raw drivers/net/can/dev/can-dev drivers/net/can/vcan; do
  insmod "/usr/lib/uml/modules/$(uname -r)/kernel/$module.ko"
done
# The app asks for a receive buffer of 1 MiB; this kernel's limit is a fifth of that.
echo 1048576 >/proc/sys/net/core/rmem_max
ip link set lo up

{ read -r root; read -r python; read -r drive; read -r car; } <"$job/words"
cd "$root" || exit
"$python" -X faulthandler scripts/uml/technician.py "$drive" "$car"
echo $? >"$job/exit"
sync
# Off, whatever init system this machine's own root has.
echo o >/proc/sysrq-trigger
sleep 10
