"""Runs a command on a pseudo terminal, as somebody who types would: `terminal.py STEPS COMMAND...`.

STEPS is a JSON list of [wait, type]: once the screen has said `wait` since the last step, `type` is typed (SIGTERM is sent). What the
terminal was sent goes to standard output, behind it a line with the exit code.
"""
import fcntl
import json
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time

PATIENCE = 45


def read_until(master, wanted, said, seen):
    """Reads on until `wanted` (or nothing: the end) stands behind what was seen. Gives all that was said, and where that is."""
    end = time.monotonic() + PATIENCE
    while wanted is None or said.find(wanted, seen) < 0:
        ready, _, _ = select.select([master], [], [], max(0, end - time.monotonic()))
        if not ready:
            raise SystemExit("waited in vain for %r; there was:\n%s" % (wanted, said[seen:].decode("utf-8", "replace")))
        try:
            more = os.read(master, 65536)
        except OSError:
            more = b""
        if not more:
            if wanted is None:
                return said, len(said)
            raise SystemExit("ended before %r; there was:\n%s" % (wanted, said[seen:].decode("utf-8", "replace")))
        said += more
    return said, said.find(wanted, seen) + len(wanted)


def type_slowly(master, typed):
    # What arrives at once was pasted, and a tabulator in it is a character like any other.
    for part in re.split("(\t)", typed):
        os.write(master, part.encode())
        time.sleep(0.1 if part == "\t" else 0)


def main():
    steps, command = json.loads(sys.argv[1]), sys.argv[2:]
    child, master = pty.fork()
    if child == 0:
        os.execvp(command[0], command)
    fcntl.ioctl(master, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    said, seen = b"", 0
    try:
        for wanted, typed in steps:
            said, seen = read_until(master, wanted.encode(), said, seen)
            if typed == "SIGTERM":
                os.kill(child, signal.SIGTERM)
            else:
                type_slowly(master, typed)
        said, _ = read_until(master, None, said, seen)
    except SystemExit:
        os.kill(child, signal.SIGKILL)
        raise
    _, status = os.waitpid(child, 0)
    sys.stdout.buffer.write(said)
    print("\nexit %d" % os.waitstatus_to_exitcode(status))


main()
