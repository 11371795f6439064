#!/usr/bin/env python3
"""bus.py URLS COMMAND ...: a client of RabbitMQ that does with kombu what StackStorm does with it.

URLS are those of all members, separated by commas. As in StackStorm, a consumer takes one message at a time and
acknowledges it at once, and a publisher asks for no confirmation, and tries again on another member after an error.

  login                      connect and say "in"
  put QUEUE COUNT            publish with confirmations
  take QUEUE                 print how many messages there are, and take them
  queues                     print the names of which queues of the arguments exist
  sensor QUEUE               consume as a sensor container does, until killed
  buffer QUEUE FILE          acknowledge everything at once and work on it afterwards, a line in FILE for each message
  traffic SECONDS FILE       publish and consume, with and without confirmations; touch FILE once it flows; print figures
"""
import json
import queue as queues
import sys
import threading
import time

from amqp.exceptions import MessageNacked
from kombu import Connection, Consumer, Producer, Queue
from kombu.mixins import ConsumerMixin

ARGUMENTS = {"x-queue-type": "quorum"}  # what the virtual host's default does from 3.13 on
PAUSE = 0.02


def connect(urls, **options):
    return Connection(urls.split(","), **options)


def connected(urls, **options):
    """Connected to the first member that answers."""
    connection = connect(urls, **options)
    connection.ensure_connection(max_retries=9, interval_start=0.5)
    return connection


def quorum(name):
    return Queue(name, durable=True, queue_arguments=ARGUMENTS)


class Worker(ConsumerMixin):
    def __init__(self, connection, name, take, fair=True):
        self.connection = connection
        self.name = name
        self.take = take
        self.fair = fair

    def get_consumers(self, consumer_class, channel):
        consumer = Consumer(channel, [quorum(self.name)], callbacks=[self.process])
        if self.fair:
            consumer.qos(prefetch_count=1)
        return [consumer]

    def process(self, body, message):
        try:
            self.take(body)
        finally:
            message.ack()


class Publisher:
    """One attempt on each of the members, twice, then the message is given up."""

    def __init__(self, urls, name, **options):
        self.connection = connect(urls, **options)
        self.name = name

    def publish(self, body):
        for attempt in range(6):
            try:
                channel = self.connection.channel()
                producer = Producer(channel, routing_key=self.name)
                producer.publish(body, retry=False, delivery_mode=2)
                try:
                    channel.close()
                except Exception:  # StackStorm takes the message for published all the same
                    pass
                return True
            except MessageNacked:  # not taken; with confirmations one is told
                time.sleep(1)
            except self.connection.connection_errors + self.connection.channel_errors:
                time.sleep(1)
                self.connection.close()
                self.connection.ensure_connection(max_retries=5)
        return False


class Flow:
    """A publisher, a queue and a consumer."""

    def __init__(self, urls, name, **options):
        self.name = name
        self.sent, self.seen, self.arrivals, self.waits = set(), set(), [], []
        with connected(urls) as connection:
            quorum(name)(connection.default_channel).declare()
        self.publisher = Publisher(urls, name, **options)
        self.worker = Worker(connect(urls), name, self.arrived)
        threading.Thread(target=self.worker.run, daemon=True).start()

    def arrived(self, body):
        self.arrivals.append(time.monotonic())
        self.seen.add(body["n"])

    def pump(self, until):
        number = 0
        while time.monotonic() < until:
            number += 1
            before = time.monotonic()
            if self.publisher.publish({"n": number}):
                self.sent.add(number)
            self.waits.append(time.monotonic() - before)
            time.sleep(PAUSE)

    def figures(self):
        gaps = [b - a for a, b in zip(self.arrivals, self.arrivals[1:])]
        return {
            "sent": len(self.sent),
            "lost": len(self.sent - self.seen),
            "consumer_stall": round(max(gaps, default=0), 1),
            "publisher_stall": round(max(self.waits, default=0), 1),
        }


def traffic(urls, seconds, flowing):
    flows = {
        "plain": Flow(urls, "st2.traffic.plain"),
        "confirmed": Flow(urls, "st2.traffic.confirmed", transport_options={"confirm_publish": True}),
    }
    until = time.monotonic() + float(seconds)
    pumps = [threading.Thread(target=flow.pump, args=(until,), daemon=True) for flow in flows.values()]
    for pump in pumps:
        pump.start()
    while not all(flow.seen for flow in flows.values()):
        time.sleep(0.1)
    open(flowing, "w", encoding="utf-8").close()
    for pump in pumps:
        pump.join()
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline and any(flow.sent - flow.seen for flow in flows.values()):
        time.sleep(0.5)
        if all(not flow.arrivals or time.monotonic() - flow.arrivals[-1] > 20 for flow in flows.values()):
            break
    print(json.dumps({name: flow.figures() for name, flow in flows.items()}))


def login(urls):
    with connect(urls) as connection:
        connection.ensure_connection(max_retries=3, interval_start=1, timeout=20)
        print("in")


def put(urls, name, count):
    with connected(urls, transport_options={"confirm_publish": True}) as connection:
        bound = quorum(name)(connection.default_channel)
        bound.declare()
        producer = Producer(connection.default_channel, routing_key=name)
        for number in range(int(count)):
            producer.publish({"n": number}, delivery_mode=2)


def take(urls, name):
    with connected(urls) as connection:
        bound = quorum(name)(connection.default_channel)
        taken = 0
        while True:
            message = bound.get()
            if message is None:
                break
            message.ack()
            taken += 1
        print(taken)


def exist(urls, *names):
    for name in names:
        with connected(urls) as connection:
            try:
                quorum(name)(connection.default_channel).queue_declare(passive=True)
                print(name)
            except connection.channel_errors:
                pass


def sensor(urls, name):
    print("ready", flush=True)
    Worker(connect(urls), name, lambda body: None).run()


def buffer(urls, name, path):
    work = queues.Queue()

    def slowly():
        with open(path, "a", encoding="utf-8") as file:
            while True:
                body = work.get()
                time.sleep(0.1)
                file.write(str(body["n"]) + "\n")
                file.flush()

    threading.Thread(target=slowly, daemon=True).start()
    Worker(connect(urls), name, work.put).run()


COMMANDS = {
    "login": login,
    "put": put,
    "take": take,
    "queues": exist,
    "sensor": sensor,
    "buffer": buffer,
    "traffic": traffic,
}

if __name__ == "__main__":
    COMMANDS[sys.argv[2]](sys.argv[1], *sys.argv[3:])
