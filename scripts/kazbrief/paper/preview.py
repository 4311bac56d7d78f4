"""A preview: the paper on a loopback address, rendered again and reloaded whenever a source changes."""

from __future__ import annotations

import base64
import hashlib
import html
import re
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

from watchfiles import watch

from kazbrief.errors import KazbriefError
from kazbrief.paper import render

OWN_CODE = Path(__file__).resolve().parent
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
# What is wrong, above the page, which stays as it last was.
BANNER = (
    '<pre role="alert" style="position:sticky;top:0;z-index:9;margin:0;padding:.7em 1em;white-space:pre-wrap;'
    'background:#9b1c31;color:#fff">{}</pre>'
)


def reloading(page: bytes, version: int) -> tuple[bytes, str]:
    """A page with the reload script, and the policy under which it is served.

    The policy is the page's own, without which it is one that allows no script, and two permissions more: the reload
    script, known by its hash, and asking this server. It is sent as a header, so it is taken out of the page:
    of two policies a browser obeys both.
    """
    script = RELOAD.replace("VERSION", str(version))
    own = META.search(page)
    policy = html.unescape(own[1].decode("utf-8")) if own else NOTHING
    rules = dict(rule.strip().partition(" ")[::2] for rule in policy.split(";") if rule.strip())
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode("ascii")
    rules["script-src"] = f"{rules.get('script-src', '')} 'sha256-{digest}'".strip()
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
        build: Callable[[], object] = lambda: None,
        progress: Callable[[str], None] = lambda line: None,
        port: int = 0,
    ) -> None:
        self.project, self.document, self.output = project.resolve(), document.resolve(), output.resolve()
        self.watched, self.build, self.progress = [path.resolve() for path in watched], build, progress
        self.version = 0
        self._faults: dict[str, str] = {}
        self._changed = threading.Condition()
        self._at_work = threading.Lock()
        self._stopped = threading.Event()
        self._pdf_wanted = threading.Event()
        handler = partial(_Handler, self, directory=str(self.output))
        try:
            self.server = ThreadingHTTPServer(("127.0.0.1", port), handler)
        except (OSError, OverflowError) as error:
            raise KazbriefError(
                f"port {port} can't be had ({error}): choose another, or 0 for a free one"
            ) from None
        self.server.daemon_threads = True

    @property
    def address(self) -> str:
        """The address of the page."""
        return f"http://127.0.0.1:{self.server.server_port}/{self.document.stem}.html"

    def run(self) -> None:
        """Serve and watch until :meth:`stop` is called or the keyboard interrupts."""
        folders = [self.document.parent, self.project / "_extensions", *self.watched]
        # The files at the root are watched through it, for an editor may put a new file in the place of one.
        for paths, deep in ((folders, True), ([self.project], False)):
            threading.Thread(target=self._watch, args=(paths, deep), daemon=True).start()
        self._renew(set())
        threading.Thread(target=self._make_pdfs, daemon=True).start()
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.progress(f"preview at {self.address} (Ctrl-C ends it)")
        try:
            self._stopped.wait()
        except KeyboardInterrupt:
            self.stop()
        finally:
            self.server.shutdown()
            self.server.server_close()

    def stop(self) -> None:
        """End :meth:`run`."""
        self._stopped.set()
        self._pdf_wanted.set()

    def wait(self, seen: str, seconds: float = 20.0) -> str:
        """The version of the page, as soon as it is another than the one seen."""
        with self._changed:
            self._changed.wait_for(lambda: str(self.version) != seen or self._stopped.is_set(), seconds)
            return str(self.version)

    def page(self) -> bytes:
        """The page as it is served: with what is wrong now above its text, if anything is."""
        path = self.output / f"{self.document.stem}.html"
        content = path.read_bytes() if path.is_file() else b"<!DOCTYPE html>\n<body></body>"
        if not self._faults:
            return content
        banner = BANNER.format(html.escape("\n".join(dict.fromkeys(self._faults.values())))).encode("utf-8")
        return re.sub(rb"<body[^>]*>", lambda tag: tag[0] + banner, content, count=1)

    def _watch(self, paths: Sequence[Path], deep: bool) -> None:
        """Renew the page at changes; hidden files are those of editors and pieces of files that are being written."""

        def matters(change: object, name: str) -> bool:
            path = Path(name)
            own = path.is_relative_to(self.output) or path.name.startswith(".") or path.suffix == ".pyc"
            return not own and (deep or path.suffix == ".yml")

        there = [path for path in paths if path.exists()]
        for changes in watch(*there, watch_filter=matters, stop_event=self._stopped, recursive=deep):
            self._renew({Path(name) for _, name in changes})

    def _renew(self, changed: set[Path]) -> None:
        """Build, whose new files bring a new page, or render the page again for what changed beside the inputs."""
        inputs = {path for path in changed if any(path.is_relative_to(folder) for folder in self.watched)}
        with self._at_work:
            if any(path.is_relative_to(OWN_CODE) for path in changed):
                self.progress("the renderer's code has changed: start the preview again to see it")
            if inputs:
                with self._stage("build"):
                    self.build()
            if (changed - inputs or not changed) and self._render("html"):
                self._pdf_wanted.set()

    def _make_pdfs(self) -> None:
        """The PDF, apart from the page, which the reader looks at and which should not wait for it."""
        while self._pdf_wanted.wait() and not self._stopped.is_set():
            self._pdf_wanted.clear()
            self._render("pdf")

    def _render(self, name: str) -> bool:
        start = time.perf_counter()
        with self._stage(name):
            render(self.project, self.document, self.output, engine="embedded", formats=(name,))
            self.progress(f"{name} in {time.perf_counter() - start:.1f} s")
        return name not in self._faults

    @contextmanager
    def _stage(self, name: str) -> Iterator[None]:
        """Keep what is wrong with a stage, or that nothing is; whoever waits is told of a change."""
        fault = ""
        try:
            yield
        except KazbriefError as error:
            fault = str(error)
            self.progress(fault)
        with self._changed:
            newer = fault != self._faults.pop(name, "")
            if fault:
                self._faults[name] = fault
            elif name == "html":
                newer = True
                self._faults.pop("pdf", None)  # what was wrong with the last PDF; the next one is on its way
            if newer:
                self.version += 1
                self._changed.notify_all()


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
            self._send(self.preview.wait(asked.query.removeprefix("than=")).encode("ascii"), "text/plain")
        elif asked.path == f"/{self.preview.document.stem}.html":
            page, policy = reloading(self.preview.page(), self.preview.version)
            self._send(page, "text/html; charset=utf-8", policy)
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
