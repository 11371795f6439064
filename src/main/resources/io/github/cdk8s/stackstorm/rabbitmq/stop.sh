#!/bin/sh
# stop.sh MEMBERS: runs before a member is told to end. Waits until no queue would lose its majority with this member,
# then moves leaders and clients away. Whatever fails, the member ends all the same: it may be broken, or the last one.
# At most 130 and 60 seconds, which is less than the pod's grace period.
if [ "$1" -gt 1 ]; then
  timeout 130 rabbitmq-upgrade -q await_online_quorum_plus_one -t 120 ||
    echo "ending although a queue may lose its majority"
fi
timeout 60 rabbitmq-upgrade -q drain -t 50 || echo "ending without having moved leaders and clients away"
exit 0
