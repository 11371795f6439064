#!/opt/stackstorm/st2/bin/python3
"""A stand-in for the services of StackStorm: it is not StackStorm, and does none of its work.

Under the name of a service (st2api, st2actionrunner …) it does what that service does towards its surroundings, with
the libraries that StackStorm 3.9.0 pins: reads the chain of configuration files, opens the database, declares and
consumes its queues, joins the registry as <hostname>_<pid>, listens on its port, and ends as it ends. A message
{"sleep": SECONDS} in a worker's queue keeps it busy for so long.
"""
import eventlet

eventlet.monkey_patch(os=True, select=True, socket=True, thread=True, time=True)

import json
import os
import pwd
import signal
import socket
import sys
import traceback
import uuid

import eventlet.wsgi
import retrying
from kombu import Exchange, Queue
from kombu.mixins import ConsumerMixin
from tooz.coordination import GroupAlreadyExist, GroupNotCreated, MemberNotJoined

import st2_clients
import st2_options


class Service:
    """What the real service has, from its source at v3.9.0.

    group: its name in the registry. section: that of its host and port. queues: exchange, queue and routing key of what
    it consumes. bus: whether it declares exchanges at start. handles_sigterm: others end by the default action.
    """

    def __init__(self, group, section=None, queues=(), bus=True, handles_sigterm=False):
        self.group = group
        self.section = section
        self.queues = queues
        self.bus = bus
        self.handles_sigterm = handles_sigterm


def queue(exchange, name, routing_key, **options):
    return Queue(name, Exchange(exchange, type="topic"), routing_key=routing_key, **options)


SENSOR_WATCH = "st2.sensor.watch.sensor_container-" + uuid.uuid4().hex

SERVICES = {
    "st2auth": Service("auth", section="auth", bus=False),
    "st2api": Service("api", section="api"),
    "st2stream": Service("stream", section="stream"),
    "st2rulesengine": Service(
        "rulesengine",
        queues=[queue("st2.trigger_instances_dispatch", "st2.trigger_instances_dispatch.rules_engine", "#")],
    ),
    "st2timersengine": Service(
        "timer_engine",
        queues=[queue("st2.trigger", "st2.trigger.watch.timers-" + uuid.uuid4().hex, "#", exclusive=True)],
    ),
    "st2workflowengine": Service(
        "workflow_engine",
        queues=[
            queue("st2.workflow.status", "st2.workflow.work", "requested"),
            queue("st2.workflow.status", "st2.workflow.resume", "resuming"),
            queue("st2.execution", "st2.workflow.action.update", "update"),
        ],
        handles_sigterm=True,
    ),
    "st2scheduler": Service(
        "scheduler", queues=[queue("st2.liveaction.status", "st2.actionrunner.req", "requested")], handles_sigterm=True
    ),
    "st2notifier": Service(
        "notifier", queues=[queue("st2.execution", "st2.notifiers.execution.work", "update")]
    ),
    "st2sensorcontainer": Service(
        "sensorcontainer", queues=[queue("st2.sensor", SENSOR_WATCH, "#")], handles_sigterm=True
    ),
    "st2actionrunner": Service(
        "actionrunner",
        queues=[
            queue("st2.liveaction.status", "st2.actionrunner.work", "scheduled"),
            queue("st2.liveaction.status", "st2.actionrunner.cancel", "canceling"),
        ],
        handles_sigterm=True,
    ),
    "st2garbagecollector": Service("garbagecollector"),
}


def say(text):
    print("st2 stand-in (PID=%d): %s" % (os.getpid(), text), flush=True)


class Worker(ConsumerMixin):
    """A consumer as StackStorm's: it acknowledges at once and works from memory."""

    def __init__(self, connection, queues):
        self.connection = connection
        self.queues = queues
        self.running = set()

    def get_consumers(self, Consumer, channel):
        consumer = Consumer(queues=self.queues, accept=["json"], callbacks=[self.process])
        consumer.qos(prefetch_count=1)
        return [consumer]

    def on_connection_revived(self):
        say("connected to the message bus")

    def on_connection_error(self, error, interval):
        say("no message bus, next try in %s s: %s" % (interval, error))

    def process(self, body, message):
        message.ack()
        eventlet.spawn(self.work, json.loads(body) if isinstance(body, str) else body)

    def work(self, body):
        work = uuid.uuid4()
        self.running.add(work)
        say("works on %s" % body)
        eventlet.sleep(float(body.get("sleep", 0)))
        self.running.discard(work)
        say("has done %s" % body)


class StandIn:
    def __init__(self, service, conf):
        self.service = service
        self.conf = conf
        self.group = service.group.encode()
        self.coordinator = None
        self.worker = Worker(None, service.queues)

    def set_up(self):
        """st2common/service_setup.py, setup: database, bus, registry, in this order."""
        st2_clients.connect_database_with_retry(self.conf.database)
        say("connected to the database")
        if self.service.bus:
            retrying.Retrying(
                retry_on_exception=lambda error: isinstance(error, socket.error),
                wait_fixed=self.conf.messaging.connection_retry_wait,
                stop_max_attempt_number=self.conf.messaging.connection_retries,
            ).call(self.declare)
        if self.conf.coordination.service_registry:
            self.join()

    def declare(self):
        with st2_clients.bus(self.conf.messaging) as connection:
            for each in self.service.queues:
                each(connection.default_channel).declare()
            connection.ensure_connection(max_retries=1)
        say("declared its queues")

    def join(self):
        member = ("%s_%d" % (socket.gethostname(), os.getpid())).encode()
        self.coordinator = st2_clients.coordinator(self.conf.coordination, member)
        self.coordinator.start(start_heart=True)
        try:
            self.coordinator.create_group(self.group).get()
        except GroupAlreadyExist:
            pass
        self.coordinator.join_group(self.group, capabilities={"name": self.service.group}).get()
        say("joined the registry as %s" % member.decode())

    def leave(self):
        if self.coordinator is None:
            return
        try:
            self.coordinator.leave_group(self.group).get()
            say("left the registry")
        except (GroupNotCreated, MemberNotJoined):
            pass

    def run(self):
        if self.service.section:
            options = self.conf[self.service.section]
            say("listens on %s:%d" % (options.host, options.port))
            eventlet.wsgi.server(eventlet.listen((options.host, options.port)), self.answer, log_output=False)
            return
        if self.service.queues:
            self.worker.connection = st2_clients.bus(self.conf.messaging)
            self.worker.run()
        while True:
            eventlet.sleep(60)

    def answer(self, request, start):
        """st2auth has one path that asks for no login; all else is refused, as without a token."""
        open_to_all = self.service.section == "auth" and request["PATH_INFO"] == "/v1/sso"
        start("200 OK" if open_to_all else "401 Unauthorized", [("Content-Type", "application/json")])
        return [b'{"enabled": false}' if open_to_all else b'{"faultstring": "Unauthorized"}']

    def finish(self):
        """st2actions/worker.py, shutdown: work goes on as long as another member is there to hope for."""
        self.leave()
        options = self.conf.actionrunner
        waited = 0
        while self.worker.running and options.graceful_shutdown and waited < options.exit_still_active_check:
            if self.coordinator is None or not list(self.coordinator.get_members(self.group).get()):
                break
            waited += options.still_active_check_interval
            eventlet.sleep(options.still_active_check_interval)
        if self.worker.running:
            say("abandons its work")
        if self.coordinator is not None:
            self.coordinator.stop()


def interrupt(signum, frame):
    raise SystemExit(0)


def main(name, arguments):
    if name not in SERVICES:
        raise SystemExit("st2 stand-in: %s is none of %s" % (name, ", ".join(SERVICES)))
    service = SERVICES[name]
    # StackStorm does not start either as a user whom the image does not know.
    pwd.getpwuid(os.getuid())
    say("stands in for %s" % name)
    stand_in = StandIn(service, st2_options.read(arguments))
    try:
        stand_in.set_up()
        if service.handles_sigterm:
            signal.signal(signal.SIGTERM, interrupt)
        stand_in.run()
    except (KeyboardInterrupt, SystemExit):
        say("was told to end")
        stand_in.finish()
        return 0
    except BaseException:
        traceback.print_exc()
        return 1


if __name__ == "__main__":
    status = main(os.path.basename(sys.argv[0]), sys.argv[1:])
    sys.stdout.flush()
    os._exit(status)
