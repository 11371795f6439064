"""redis_lock.py URL: StackStorm's way to locks, told over the input what to do, one word a line; answers with a line each.

acquire, release and steal (by another process' name, without waiting) answer True or False, or the name of the
exception. try-for-30s repeats steal while it ends in an exception, and adds the seconds.
"""
import sys
import time

from tooz import coordination

NAME = b"rule-42"


def coordinator(url, member):
    connected = coordination.get_coordinator(url, member, lock_timeout=60)
    connected.start(start_heart=False)
    return connected


def attempt(action):
    try:
        return str(action())
    except Exception as failure:  # whatever the client throws is the answer
        return type(failure).__name__


def main(url):
    holder = coordinator(url, b"holder").get_lock(NAME)
    other = coordinator(url, b"other").get_lock(NAME)
    print("connected", flush=True)
    for line in sys.stdin:
        word = line.strip()
        if word == "acquire":
            answer = attempt(lambda: holder.acquire(blocking=False))
        elif word == "release":
            answer = attempt(holder.release)
        elif word == "steal":
            answer = attempt(lambda: other.acquire(blocking=False))
        else:
            began = time.monotonic()
            answer = attempt(lambda: other.acquire(blocking=False))
            while answer not in ("True", "False") and time.monotonic() - began < 30:
                time.sleep(0.1)
                answer = attempt(lambda: other.acquire(blocking=False))
            answer += " %.1f" % (time.monotonic() - began)
        print(answer, flush=True)


main(sys.argv[1])
