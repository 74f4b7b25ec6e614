"""A real web server on loopback that says what a test scripts."""

from __future__ import annotations

import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Site:
    """A web server: ``pages`` maps a path to answers, the last of which is given again and again.

    An answer is ``(status, headers, body)`` or a function that is given the handler.
    """

    def __init__(self, context=None):
        self.pages = {}
        self.asked = []
        self.over = threading.Event()
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                site.asked.append((self.path, dict(self.headers)))
                answers = site.pages.get(self.path, [(404, {}, b"")])
                answer = answers.pop(0) if len(answers) > 1 else answers[0]
                self.close_connection = True
                if callable(answer):
                    try:
                        answer(self)
                    except OSError:
                        return
                    return
                status, headers, body = answer
                self.send_response(status)
                for name, value in {"Content-Length": len(body), **headers}.items():
                    if value is not None:
                        self.send_header(name, str(value))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *args):
                pass

        class Server(ThreadingHTTPServer):
            daemon_threads = True
            block_on_close = False

            def handle_error(self, request, client_address):
                """A client that hangs up is what many tests are about."""

        self.server = Server(("127.0.0.1", 0), Handler)
        self.port = self.server.server_address[1]
        if context is not None:
            self.server.socket = context.wrap_socket(
                self.server.socket, server_side=True, do_handshake_on_connect=False
            )
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        self.thread.start()

    def says(self, path, *answers):
        """Script what is answered at a path; return its address."""
        self.pages[path] = list(answers)
        return self.url(path)

    def url(self, path):
        return f"http://127.0.0.1:{self.port}{path}"

    def paths(self):
        """The paths that were asked for, robots.txt aside."""
        return [path for path, _ in self.asked if path != "/robots.txt"]

    def close(self):
        self.over.set()
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


def raw(*parts, site=None):
    """Answer with bytes as they are, then hang up; with a site, hold each later part back until the test is over."""

    def answer(handler):
        for number, part in enumerate(parts):
            if site is not None and number:
                site.over.wait()
            handler.connection.sendall(part)
        handler.connection.shutdown(socket.SHUT_RDWR)

    return answer


#: Enough prose for a reader of pages to find it.
PROSE = (
    "<p>Peru signed the Artemis Accords on Thursday at a ceremony in Lima, said the ministry of foreign affairs.</p>"
)


def article(*, title="Peru signs", text=PROSE, head="", status=200, **headers):
    """Answer with a web page that holds an article."""
    page = f"<html lang='en'><head><title>{title}</title>{head}</head><body><article><h1>{title}</h1>{text * 3}</article></body></html>"
    return (status, {"Content-Type": "text/html; charset=utf-8", **headers}, page.encode("utf-8", "surrogatepass"))
