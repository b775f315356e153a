"""A served database that can be killed, and a device that talks to it."""

import http.client
import json
import threading

from launcher.commands.run import free_port, served


class Server:
    """Odoo on one worker, killed and started again at will."""

    def __init__(self, bench, database):
        self._environment, self.database = bench.environment, database
        self.port = free_port(8170)
        self.kills = 0
        self.ready = threading.Event()
        self._start()

    def _start(self):
        self._served = served(self._environment, self.database, self.port)
        self._process, _log = self._served.__enter__()
        self.ready.set()

    def kill(self):
        """Kill it in the middle of its work and start it again."""
        self.ready.clear()
        self._process.kill()
        self._process.wait()
        self._served.__exit__(None, None, None)
        self.kills += 1
        self._start()

    def stop(self):
        self._served.__exit__(None, None, None)


class Line:
    """What a signed-in person's browser is to the server."""

    def __init__(self, server, login):
        self._server = server
        self._headers = {"Content-Type": "application/json"}
        self._post(
            "/web/session/authenticate",
            {"db": server.database, "login": login, "password": login},
        )

    def call(self, model, method, *args):
        """Call a method; raises ``OSError`` or ``HTTPException`` on a broken line."""
        return self._post(
            f"/web/dataset/call_kw/{model}/{method}",
            {"model": model, "method": method, "args": args, "kwargs": {}},
        )

    def _post(self, path, params):
        connection = http.client.HTTPConnection("127.0.0.1", self._server.port, 300)
        try:
            body = json.dumps({"jsonrpc": "2.0", "params": params})
            connection.request("POST", path, body, self._headers)
            response = connection.getresponse()
            answer = json.loads(response.read())
            cookie = response.getheader("Set-Cookie") or ""
            if cookie.startswith("session_id="):
                self._headers["Cookie"] = cookie.partition(";")[0]
        except ValueError as error:
            raise http.client.HTTPException("no answer in JSON") from error
        finally:
            connection.close()
        if "error" in answer:
            raise http.client.HTTPException(answer["error"]["data"]["message"])
        return answer["result"]
