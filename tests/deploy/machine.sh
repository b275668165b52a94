#!/bin/bash
# A machine of its own inside this one: namespaces, a copy-on-write view of the disk, systemd as process 1.
# Nothing that it writes reaches the disk; it ends with its process 1.
# Usage: machine.sh SCRATCH PREPARE   (root; SCRATCH an empty folder, PREPARE a script run inside before systemd)
set -eu
scratch=$1 prepare=$2
mount --make-rprivate /
mount -t tmpfs tmpfs "$scratch"
mkdir "$scratch"/{upper,work,root}
mount -t overlay overlay -o "lowerdir=/,upperdir=$scratch/upper,workdir=$scratch/work" "$scratch/root"
cd "$scratch/root"
mount -t proc proc proc
mount --rbind /sys sys
mount -t tmpfs -o mode=755 tmpfs run
mount --rbind /dev dev
mount -t cgroup2 none sys/fs/cgroup
bash "$prepare" "$PWD"  # the program may lie below /tmp, which is covered afterwards
mount -t tmpfs -o mode=1777 tmpfs tmp
export container=lxc
exec chroot . /lib/systemd/systemd --system --unit=machine.target --log-target=journal --show-status=0
