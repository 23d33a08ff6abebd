"""A real browser for tests, spoken to by the Chrome DevTools Protocol, without a network."""

from __future__ import annotations

import contextlib
import json
import os
import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import websocket

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--remote-debugging-port=0",
]
Answer = dict[str, Any]


@dataclass
class Browser:
    """A page of a browser, spoken to by the Chrome DevTools Protocol; `events` are those of the present page."""

    socket: websocket.WebSocket
    session: str = ""
    number: int = 0
    events: list[Answer] = field(default_factory=list)

    def ask(self, method: str, **parameters: Any) -> Answer:
        """Call a method and return its result; events that come before it are kept."""
        self.number += 1
        message = {"id": self.number, "method": method, "params": parameters}
        self.socket.send(json.dumps(message | ({"sessionId": self.session} if self.session else {})))
        while (answer := json.loads(self.socket.recv())).get("id") != self.number:
            self.events.append(answer)
        assert "error" not in answer, answer
        result: Answer = answer["result"]
        return result

    def wait(self, method: str) -> Answer:
        """Return the parameters of an event, as soon as it has come."""
        while True:
            for event in self.events:
                if event["method"] == method:
                    self.events.remove(event)
                    found: Answer = event["params"]
                    return found
            self.events.append(json.loads(self.socket.recv()))

    def evaluate(self, expression: str) -> Any:
        """Return the value of an expression in the page; promises are waited for."""
        options = {"expression": expression, "awaitPromise": True, "returnByValue": True}
        answer = self.ask("Runtime.evaluate", **options)
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def open(self, path: Path) -> None:
        """Show a file, until it is loaded with its faces."""
        self.events.clear()
        self.ask("Page.navigate", url=path.as_uri())
        self.wait("Page.loadEventFired")
        self.evaluate("document.fonts.ready.then(() => 1)")

    def of(self, method: str) -> list[Answer]:
        """Return the parameters of all events of a kind."""
        return [event["params"] for event in self.events if event["method"] == method]

    def click(self, selector: str) -> None:
        """Tap the middle of an element, as a finger does."""
        box = "(e => { const b = e.getBoundingClientRect(); return [b.x + b.width / 2, b.y + b.height / 2] })"
        x, y = self.evaluate(f"{box}(document.querySelector({selector!r}))")
        for kind in ("mousePressed", "mouseReleased"):
            self.ask("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)


@contextlib.contextmanager
def running(program: str, profile: Path) -> Iterator[str]:
    """Start a browser, yield the address of its DevTools, and end it."""
    machine = {name: value for name, value in os.environ.items() if name not in ("FONTCONFIG_FILE", "LIBTHAI_DICTDIR")}
    command = [program, *FLAGS, f"--user-data-dir={profile}", "about:blank"]
    with subprocess.Popen(
        command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True, env=machine
    ) as process:
        assert process.stderr
        try:
            lines = (re.search(r"DevTools listening on (ws://\S+)", line) for line in process.stderr)
            found = next(filter(None, lines), None)
            assert found, "the browser did not start"
            yield found[1]
        finally:
            process.terminate()
            process.stderr.read()


@contextlib.contextmanager
def opened(program: str, profile: Path, width: int, mobile: bool) -> Iterator[Browser]:
    """Start a browser that has no network, yield it with an empty page, and end it."""
    with running(program, profile) as address:
        socket = websocket.create_connection(address, suppress_origin=True, timeout=60)
        made = Browser(socket)
        target = made.ask("Target.createTarget", url="about:blank")["targetId"]
        made.session = made.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Network", "Runtime", "Log", "DOM", "CSS"):
            made.ask(f"{domain}.enable")
        made.ask("Emulation.setDeviceMetricsOverride", width=width, height=640, deviceScaleFactor=2, mobile=mobile)
        made.ask(
            "Network.emulateNetworkConditions", offline=True, latency=0, downloadThroughput=-1, uploadThroughput=-1
        )
        yield made
        socket.close()
