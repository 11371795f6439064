#!/bin/sh
# ready.sh MAJORITY: whether RabbitMQ runs on this member and sees a majority of members, itself included. In a minority
# a quorum queue takes and gives nothing, whether the member pauses itself (Mnesia) or not (Khepri). Alarms do not count:
# consumers must get in to bring the memory or the disk back.
set -eu
exec rabbitmqctl -q await_online_nodes "$1" -t 10
