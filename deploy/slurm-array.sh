#!/bin/bash
# An audit in parts, as a Slurm job array: one task a part. The array may have any number of tasks, counted from 1.
#
#   sbatch --array=1-16 deploy/slurm-array.sh record auditor.key passphrase parts
#   urne verify record --final --merge parts/part-* --trust auditor.key.pub     # when all have ended
#
#SBATCH --job-name=urne-audit
#SBATCH --cpus-per-task=2
#SBATCH --mem=1G
#SBATCH --time=02:00:00
set -euo pipefail

if [ $# -ne 4 ]; then
  echo "usage: sbatch --array=1-N $0 RECORD KEY PASSPHRASE_FILE PARTS" >&2
  exit 2
fi
record=$1 key=$2 passphrase=$3 parts=$4

if [ "${SLURM_ARRAY_TASK_MIN:-}" != 1 ] || [ "${SLURM_ARRAY_TASK_MAX:-}" != "${SLURM_ARRAY_TASK_COUNT:-}" ]; then
  echo "the array must count from 1 without gaps: sbatch --array=1-N" >&2
  exit 2
fi

mkdir -p "$parts"
# --force replaces what an earlier try of this task left.
exec ${URNE:-urne} verify "$record" --shard "$SLURM_ARRAY_TASK_ID/$SLURM_ARRAY_TASK_COUNT" --key "$key" \
  --passphrase-file "$passphrase" --out "$parts/part-$SLURM_ARRAY_TASK_ID" --force --quiet --jobs "${SLURM_CPUS_PER_TASK:-2}"
