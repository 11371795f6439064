"""redis_writer.py PASSWORD MASTER HOST...: writes through the Sentinels, one key a time, until the input ends; then prints the
keys that were acknowledged, those of them that are missing, and the longest time without a success, in seconds.
"""
import sys
import threading
import time

from redis.exceptions import RedisError
from redis.sentinel import Sentinel


def main(password, master, hosts):
    sentinels = Sentinel(
        [(host, 26379) for host in hosts], password=password, socket_timeout=1, sentinel_kwargs={"socket_timeout": 1}
    )
    client = sentinels.master_for(master)
    ended = threading.Event()
    threading.Thread(target=lambda: (sys.stdin.read(), ended.set()), daemon=True).start()
    run = str(time.time())
    number, acknowledged, longest, last = 0, [], 0.0, time.monotonic()
    print("writing", flush=True)
    while not ended.is_set() or time.monotonic() - last > 0.5:
        number += 1
        try:
            client.set("written:%s:%d" % (run, number), "x", ex=600)
        except RedisError:
            time.sleep(0.05)
            continue
        now = time.monotonic()
        longest, last = max(longest, now - last), now
        acknowledged.append(number)
        time.sleep(0.01)
    missing = [n for n in acknowledged if not client.exists("written:%s:%d" % (run, n))]
    print(len(acknowledged), len(missing), "%.1f" % longest, flush=True)


main(sys.argv[1], sys.argv[2], sys.argv[3:])
