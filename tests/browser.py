"""A page in a real browser: Chromium, told what to do over two pipes."""

import json
import os
import shutil
import subprocess
from contextlib import contextmanager
from itertools import count

CHROMIUM = shutil.which("chromium")

_COMMAND = (
    "exec {chromium} --headless --no-sandbox --disable-gpu --no-first-run --disable-background-networking "
    "--user-data-dir={profile} --remote-debugging-pipe about:blank 3<&{told} 4>&{tells} 2>/dev/null"
)


class Tab:
    """A tab, in which a page can be opened and asked."""

    def __init__(self, told, tells) -> None:
        self.told, self.tells = told, tells
        self.numbers, self.session = count(1), None
        [target] = self.send("Target.getTargets", filter=[{"type": "page"}])["targetInfos"]
        attached = self.send("Target.attachToTarget", targetId=target["targetId"], flatten=True)
        self.session = attached["sessionId"]
        self.send("Page.enable")
        self.send("Emulation.setFocusEmulationEnabled", enabled=True)

    def send(self, method: str, **params):
        """What comes of a command of the DevTools protocol."""
        number = next(self.numbers)
        message = {"id": number, "method": method, "params": params}
        self.told.write(json.dumps(message | ({"sessionId": self.session} if self.session else {})).encode() + b"\0")
        self.told.flush()
        while (answer := self._read()).get("id") != number:
            pass
        assert "error" not in answer, answer
        return answer["result"]

    def _read(self):
        answer = b""
        while (byte := self.tells.read(1)) != b"\0":
            assert byte, "the browser ended"
            answer += byte
        return json.loads(answer)

    def open(self, uri: str, width: int = 900, height: int = 600) -> None:
        self.send("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)
        self.send("Page.navigate", url=uri)
        while self._read().get("method") != "Page.loadEventFired":
            pass

    def ask(self, script: str):
        """The value of an expression in the page, two frames later than now."""
        later = f"new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done({script}))))"
        answer = self.send("Runtime.evaluate", expression=later, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")


@contextmanager
def browser(profile):
    """A tab of a browser of its own, which keeps its state in the folder `profile`."""
    told, ours = os.pipe()
    theirs, tells = os.pipe()
    command = _COMMAND.format(chromium=CHROMIUM, profile=profile, told=told, tells=tells)
    process = subprocess.Popen(["bash", "-c", command], pass_fds=(told, tells))
    os.close(told)
    os.close(tells)
    with os.fdopen(ours, "wb") as writes, os.fdopen(theirs, "rb") as reads:
        yield Tab(writes, reads)
        writes.write(b'{"id": 0, "method": "Browser.close"}\0')
        writes.flush()
        process.wait(20)
