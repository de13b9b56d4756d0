#!/usr/bin/env bash
# An audit as an array of jobs under a real Slurm on this machine: tests/slurm/run.sh PROGRAM
#
# Starts munged, slurmctld and slurmd with settings, keys and state in a folder of its own, submits
# examples/slurm/audit.sbatch as an array and join.sbatch after it, and compares the files with those
# of one audit. Skips (77) where Slurm is not installed or cannot be started, and says why.
set -uo pipefail

program=$(realpath "${1:?which program}") || exit 2
here=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
for tool in munged slurmctld slurmd sbatch squeue sinfo; do
    [ -n "$(PATH=$PATH:/usr/sbin:/sbin command -v $tool)" ] || {
        echo "skipped: $tool is not installed (Debian: slurm-wlm, munge)"
        exit 77
    }
done
[ "$(id -u)" -eq 0 ] || { echo "skipped: Slurm's programs are started as root here"; exit 77; }
export PATH=$PATH:/usr/sbin:/sbin

scratch=$(mktemp -d) || exit 2
chmod 755 "$scratch"
started=()
stop() {
    local pid
    for pid in "${started[@]}"; do kill "$pid" 2>/dev/null; done
    sleep 1
    for pid in "${started[@]}"; do kill -KILL "$pid" 2>/dev/null; done
    rm -rf "$scratch"
}
trap stop EXIT

skip() {
    echo "skipped: $*"
    tail -n 5 "$scratch"/*.log 2>/dev/null
    exit 77
}

# ---- a Slurm of one node ----
mkdir -p "$scratch/munge" "$scratch/state" "$scratch/spool"
chmod 700 "$scratch/munge"
dd if=/dev/urandom of="$scratch/munge/key" bs=128 count=1 2>/dev/null
chmod 600 "$scratch/munge/key"
munged --foreground --force --socket "$scratch/munge/socket" --key-file "$scratch/munge/key" \
    --log-file "$scratch/munged.log" --pid-file "$scratch/munge/pid" \
    --seed-file "$scratch/munge/seed" >"$scratch/munged.out.log" 2>&1 &
started+=($!)
host=$(hostname -s)
controller=$((20000 + $$ % 20000))
cat >"$scratch/slurm.conf" <<END
ClusterName=one
SlurmctldHost=$host(127.0.0.1)
SlurmctldPort=$controller
SlurmdPort=$((controller + 1))
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket=$scratch/munge/socket
CredType=cred/munge
StateSaveLocation=$scratch/state
SlurmdSpoolDir=$scratch/spool
SlurmctldPidFile=$scratch/slurmctld.pid
SlurmdPidFile=$scratch/slurmd.pid
SlurmctldLogFile=$scratch/slurmctld.log
SlurmdLogFile=$scratch/slurmd.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SwitchType=switch/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
JobAcctGatherType=jobacct_gather/none
MpiDefault=none
ReturnToService=2
SchedulerParameters=sched_interval=5
NodeName=$host NodeAddr=127.0.0.1 CPUs=$(nproc) RealMemory=1000 State=UNKNOWN
PartitionName=all Nodes=$host Default=YES MaxTime=INFINITE State=UP
END
export SLURM_CONF=$scratch/slurm.conf
slurmctld -D -f "$SLURM_CONF" >"$scratch/slurmctld.out.log" 2>&1 &
started+=($!)
slurmd -D -f "$SLURM_CONF" -N "$host" >"$scratch/slurmd.out.log" 2>&1 &
started+=($!)
for _ in $(seq 60); do
    sinfo --noheader --format %t 2>/dev/null | grep -q '^idle' && break
    sleep 1
done
sinfo --noheader --format %t 2>/dev/null | grep -q '^idle' || skip "no node of Slurm comes up"

# ---- the city and its sites ----
cp -r "$here/examples/qingjiang" "$scratch/city"
rm -rf "$scratch/city/out"
city=$scratch/city/city.yaml
sites=$scratch/city/lots.shp
"$program" measure "$city" --quiet >/dev/null || { echo "the city cannot be measured"; exit 1; }
"$program" audit "$city" --sites "$sites" --workspace "$scratch/city/out/city.lifang" \
    --output "$scratch/whole" --quiet >/dev/null || { echo "the audit fails"; exit 1; }

# ---- the array, and the job after it ----
export LIFANG=$program
array=$(cd "$scratch" && sbatch --parsable --array=1-3 --cpus-per-task=1 --mem=0 --no-requeue \
    --output "$scratch/job-%a.txt" "$here/examples/slurm/audit.sbatch" "$city" "$sites" \
    "$scratch/joined") || { echo "sbatch --array fails"; exit 1; }
join=$(cd "$scratch" && sbatch --parsable --dependency="afterok:$array" --kill-on-invalid-dep=yes \
    --cpus-per-task=1 --mem=0 --output "$scratch/join.txt" "$here/examples/slurm/join.sbatch" \
    "$city" "$scratch/joined") || { echo "sbatch of the joining job fails"; exit 1; }
for _ in $(seq 300); do
    [ -z "$(squeue --noheader --jobs "$array,$join" 2>/dev/null)" ] && break
    sleep 1
done
failed=0
for file in "$scratch/whole/audit/"*; do
    case $file in *.lifang | */dossiers) continue ;; esac
    cmp -s "$file" "$scratch/joined/audit/$(basename "$file")" || {
        echo "FAILED: $(basename "$file") differs from that of one audit"
        failed=1
    }
done
[ -e "$scratch/joined/audit/shard-3-of-3/audit.lifang" ] || {
    echo "FAILED: the third job left nothing"
    failed=1
}
if [ $failed -ne 0 ]; then
    tail -n 20 "$scratch"/job-*.txt "$scratch/join.txt" "$scratch/slurmctld.log" "$scratch/slurmd.log"
    exit 1
fi
echo "three jobs of an array and one after them leave what one audit leaves"
