"""Two runs of the same work, one of them through everything that can go wrong."""

import random
import threading
import time
from http.client import HTTPException

from .faults_world import BATCH, BUILD, DEVICES, OUTCOME, expected_stock, operations
from .server import Line, Server

KILLS = 20
# Shares of the requests whose answer is dropped, that are sent twice at once, that are
# overtaken by the next one.
DROPPED, TWICE, OVERTAKEN = 0.15, 0.1, 0.1


class Device(threading.Thread):
    """Sends its operations in order until each is answered."""

    def __init__(self, server, world, device, seed=None):
        super().__init__(daemon=True)
        self._server, self._token = server, device["token"]
        self._login = device["login"]
        self._waiting = operations(world, device)
        self.total = len(self._waiting)
        self._seen = []
        self._chance = random.Random(f"{device['login']}{seed}") if seed else None
        self.requests = self.retries = self.early = 0

    @property
    def done(self):
        return self.total - len(self._waiting)

    def run(self):
        line = self._patiently(lambda: Line(self._server, self._login))
        while self._waiting:
            batch = self._waiting[:BATCH]
            first = batch[0]["sequence"]
            if self._happens(OVERTAKEN) and len(self._waiting) > BATCH:
                self._overtake(line, first)
            if self._happens(TWICE):
                again = threading.Thread(
                    target=self._try, args=(line, batch, first), daemon=True
                )
                again.start()
                answers = self._try(line, batch, first)
                again.join()
            else:
                answers = self._try(line, self._mixed(batch), first)
            if answers is None or self._happens(DROPPED):
                self.retries += 1
                self._server.ready.wait()
                continue
            self._take(answers)

    def _happens(self, share):
        return self._chance is not None and self._chance.random() < share

    def _mixed(self, batch):
        """Sometimes the operations of a request come in any order."""
        if not self._happens(0.2):
            return batch
        return self._chance.sample(batch, len(batch))

    def _overtake(self, line, first):
        answers = self._try(line, self._waiting[BATCH : 2 * BATCH], first)
        self.early += sum(answer["state"] == "early" for answer in answers or ())

    def _take(self, answers):
        states = {answer["uuid"]: answer["state"] for answer in answers}
        self._seen += [uuid for uuid, state in states.items() if state == "refused"]
        self._waiting = [
            operation
            for operation in self._waiting
            if states.get(operation["uuid"], "early") == "early"
        ]

    def _try(self, line, batch, first):
        self.requests += 1
        info = {
            "token": self._token,
            "unsent": len(self._waiting),
            "first": {self._login: first},
            "seen": self._seen,
        }
        try:
            return line.call("jxc.scan.operation", "sync", batch, info)
        except (HTTPException, OSError):
            return None

    def _patiently(self, act):
        while True:
            try:
                return act()
            except (HTTPException, OSError):
                self._server.ready.wait()
                time.sleep(0.2)


def run(bench):
    """Both runs and what they left."""
    peace = _run(bench, "bench_scanner_peace", None)
    faults = _run(bench, "bench_scanner_faults", "faults")
    journal = peace["journal"]
    total, applied = len(journal), sum(row[2] == "applied" for row in journal)
    refused = total - applied
    print(f"{total} operations: {applied} applied, {refused} refused as they should")
    expected = expected_stock(peace["world"])
    stock = {(row[1], row[2]): float(row[3]) for row in faults["stock"]}
    wrong = {key for key in expected | stock if expected.get(key) != stock.get(key)}
    good = [
        bench.check("server not killed so often", KILLS - faults["kills"], 0),
        bench.check("operations lost", peace["sent"] - len(faults["journal"]), 0),
        bench.check("operations lost in peace", peace["sent"] - total, 0),
        bench.check("lots whose stock is not what was scanned", len(wrong), 0),
    ]
    for what in ("journal", "stock", "transfers", "conflicts", "missing"):
        apart = [row for row in faults[what] if row not in peace[what]]
        apart += [row for row in peace[what] if row not in faults[what]]
        if apart:
            print(f"{what}: {apart[:5]}")
        good.append(bench.check(f"differences of {what}", len(apart), 0))
    return all(good)


def _run(bench, database, seed):
    with bench.database(database):
        world = bench.shell(database, BUILD)
        server = Server(bench, database)
        started = time.monotonic()
        devices = [Device(server, world, device, seed) for device in world["devices"]]
        try:
            for device in devices:
                device.start()
            if seed:
                _kill_again_and_again(server, devices)
            for device in devices:
                device.join()
        finally:
            server.stop()
        seconds = time.monotonic() - started
        sent = sum(device.total for device in devices)
        print(
            f"{DEVICES} devices, {sent} operations in {seconds:.0f} s,"
            f" {sum(d.requests for d in devices)} requests,"
            f" {sum(d.retries for d in devices)} sent again,"
            f" {sum(d.early for d in devices)} operations too early,"
            f" killed {server.kills} times",
            flush=True,
        )
        outcome = bench.shell(database, OUTCOME)
    return {**outcome, "world": world, "sent": sent, "kills": server.kills}


def _kill_again_and_again(server, devices):
    """Kill the server while it works, spread over all the work."""
    total = sum(device.total for device in devices)
    while server.kills < KILLS:
        due = total * server.kills / (KILLS + 1)
        done = sum(device.done for device in devices)
        if done >= due:
            # In the middle of requests, at any point of them.
            time.sleep(random.uniform(0.3, 1.5))
            server.kill()
        elif not any(device.is_alive() for device in devices):
            return
        time.sleep(0.1)
