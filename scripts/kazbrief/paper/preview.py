"""A preview: the paper on a loopback address, rendered again and reloaded whenever a source changes."""

from __future__ import annotations

import base64
import hashlib
import html
import re
import threading
import time
from collections.abc import Callable, Iterable
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

from kazbrief.errors import KazbriefError
from kazbrief.paper import render

PAUSE = 0.2  # seconds between two looks at the files
META = re.compile(rb'<meta http-equiv="Content-Security-Policy" content="([^"]*)">\n?')
NOTHING = "default-src 'none'; style-src 'unsafe-inline' data:; img-src data:; font-src data:; base-uri 'none'; form-action 'none'"
# Asks, and is answered when there is a newer page; then reloads and stays where the reader was.
RELOAD = """
(function wait(seen) {
  fetch("/newer?than=" + seen).then(function (answer) { return answer.text(); }).then(function (version) {
    if (version !== seen) location.reload(); else wait(seen);
  }).catch(function () { setTimeout(function () { wait(seen); }, 1000); });
})("VERSION");
"""


def reloading(page: bytes, version: str) -> tuple[bytes, str]:
    """A page with the reload script, and the policy under which it is served.

    The policy is the page's own, without which it is one that allows no script, and two permissions more: the reload
    script, known by its hash, and asking this server. It is sent as a header, so it is taken out of the page:
    of two policies a browser obeys both.
    """
    script = RELOAD.replace("VERSION", version)
    own = META.search(page)
    policy = html.unescape(own.group(1).decode("utf-8")) if own else NOTHING
    rules = dict(rule.strip().partition(" ")[::2] for rule in policy.split(";") if rule.strip())
    known = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode("ascii")
    rules["script-src"] = f"{rules.get('script-src', '')} 'sha256-{known}'".strip()
    rules |= {"connect-src": "'self'", "frame-ancestors": "'none'"}
    page = META.sub(b"", page).replace(b"</body>", f"<script>{script}</script></body>".encode())
    return page, "; ".join(f"{name} {value}".strip() for name, value in rules.items())


class Preview:
    """A running preview.

    Parameters
    ----------
    project, document, output
        As for :func:`kazbrief.paper.render`.
    watched
        Files and folders whose change calls ``build`` before the paper is rendered (raw data, programs).
    build
        Brings data, figures and numbers up to date.
    progress
        Called with one line an event.
    port
        The port on 127.0.0.1; 0 takes a free one.
    """

    def __init__(
        self,
        project: Path,
        document: Path,
        output: Path,
        *,
        watched: Iterable[Path] = (),
        build: Callable[[], object] | None = None,
        progress: Callable[[str], None] = lambda line: None,
        port: int = 0,
    ) -> None:
        self.project, self.document, self.output = project.resolve(), document.resolve(), output.resolve()
        self.watched, self.build, self.progress = tuple(watched), build, progress
        self.version = 0
        self._changed = threading.Condition()
        self._stopped = threading.Event()
        handler = partial(_Handler, self, directory=str(self.output))
        self.server = ThreadingHTTPServer(("127.0.0.1", port), handler)
        self.server.daemon_threads = True

    @property
    def address(self) -> str:
        """The address of the page."""
        return f"http://127.0.0.1:{self.server.server_port}/{self.document.stem}.html"

    def run(self) -> None:
        """Serve and watch until :meth:`stop` is called or the keyboard interrupts."""
        sources, inputs = self._sources(), self._state(self.watched)
        self._render()
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.progress(f"preview at {self.address} (Ctrl-C ends it)")
        try:
            while not self._stopped.wait(PAUSE):
                found_inputs = self._state(self.watched)
                if found_inputs != inputs:
                    inputs = found_inputs
                    self._build()
                found = self._sources()
                if found != sources:
                    sources = found
                    self._render()
        except KeyboardInterrupt:
            pass
        finally:
            self.server.shutdown()
            self.server.server_close()

    def stop(self) -> None:
        """End :meth:`run`."""
        self._stopped.set()

    def wait(self, seen: str, seconds: float = 20.0) -> str:
        """The version of the page, as soon as it is another than the one seen."""
        with self._changed:
            self._changed.wait_for(lambda: str(self.version) != seen or self._stopped.is_set(), seconds)
            return str(self.version)

    def _render(self) -> None:
        """The page first, since it is what the reader looks at; then the PDF."""
        for name in ("html", "pdf"):
            start = time.perf_counter()
            try:
                render(self.project, self.document, self.output, engine="embedded", formats=(name,))
            except KazbriefError as fault:
                self.progress(str(fault))
                return
            self.progress(f"{name} in {time.perf_counter() - start:.1f} s")
            if name == "html":
                with self._changed:
                    self.version += 1
                    self._changed.notify_all()

    def _build(self) -> None:
        if self.build is not None:
            try:
                self.build()
            except KazbriefError as fault:
                self.progress(str(fault))

    def _sources(self) -> dict[Path, tuple[int, int]]:
        """What the paper is rendered from: everything beside the document, the house format, the values."""
        return self._state(
            (
                self.document.parent,
                self.project / "_extensions",
                self.project / "_quarto.yml",
                self.project / "_variables.yml",
            )
        )

    def _state(self, paths: Iterable[Path]) -> dict[Path, tuple[int, int]]:
        state: dict[Path, tuple[int, int]] = {}
        for path in paths:
            for file in path.rglob("*") if path.is_dir() else (path,):
                try:
                    about = file.stat()
                except FileNotFoundError:
                    continue
                if file.is_file() and not file.name.startswith(".") and not file.is_relative_to(self.output):
                    state[file] = (about.st_mtime_ns, about.st_size)
        return state


class _Handler(SimpleHTTPRequestHandler):
    """Serves the files of the output folder to this machine; pages carry the reload script."""

    def __init__(self, preview: Preview, *arguments: object, directory: str) -> None:
        self.preview = preview
        super().__init__(*arguments, directory=directory)  # type: ignore[arg-type]

    def parse_request(self) -> bool:
        """Refuse whoever asks for another host: a page elsewhere whose name was made to lead to this machine."""
        if not super().parse_request():
            return False
        port = self.preview.server.server_port
        if self.headers.get("Host") not in (f"127.0.0.1:{port}", f"localhost:{port}"):
            self.send_error(403)
            return False
        return True

    def do_GET(self) -> None:
        """Answer a request of the browser."""
        asked = urlsplit(self.path)
        if asked.path == "/newer":
            seen = asked.query.removeprefix("than=")
            self._send(self.preview.wait(seen).encode("ascii"), "text/plain")
        elif asked.path.endswith(".html") and (page := Path(self.translate_path(self.path))).is_file():
            content, policy = reloading(page.read_bytes(), str(self.preview.version))
            self._send(content, "text/html; charset=utf-8", policy)
        else:
            super().do_GET()

    def list_directory(self, path: object) -> None:
        """Folders aren't shown."""
        self.send_error(404)

    def end_headers(self) -> None:
        """Nothing is taken for another kind of file than it is said to be, and no other site is told of it."""
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Referrer-Policy", "no-referrer")
        self.send_header("Cross-Origin-Resource-Policy", "same-origin")
        super().end_headers()

    def _send(self, content: bytes, kind: str, policy: str = "default-src 'none'") -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("Content-Security-Policy", policy)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *arguments: object) -> None:
        """Requests are not worth a line each."""
