"""connect.py --config-file=FILE...: uses each backend as StackStorm would, and says what it got."""
import sys

import st2_clients
import st2_options


def database(conf):
    collection = st2_clients.connect_database(conf.database)[conf.database.db_name]["trial"]
    collection.insert_one({"_id": 1})
    return "stored %d" % collection.count_documents({})


def messaging(conf):
    with st2_clients.bus(conf.messaging) as connection:
        queue = connection.SimpleQueue("trial")
        queue.put({"hello": "st2"})
        message = queue.get(timeout=30)
        message.ack()
        return "got %s from virtual host %s" % (message.payload, connection.virtual_host)


def coordination(conf):
    coordinator = st2_clients.coordinator(conf.coordination, b"trial")
    coordinator.start(start_heart=True)
    with coordinator.get_lock(b"trial") as lock:
        held = lock.acquired
    coordinator.stop()
    return "held a lock: %s" % held


def main(arguments):
    conf = st2_options.read(arguments)
    for use in (database, messaging, coordination):
        print("%s: %s" % (use.__name__, use(conf)))


if __name__ == "__main__":
    main(sys.argv[1:])
