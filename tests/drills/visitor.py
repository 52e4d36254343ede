"""Somebody at a real server: forms are read from pages, by the standard library alone."""

import http.cookiejar
import urllib.error
import urllib.request
import uuid
from types import SimpleNamespace

from tests.monitoring.workspace.people import Page


class Visitor:
    """One person with her cookies; every failure of the connection is an OSError."""

    def __init__(self, portal: str):
        self.portal, self.email = portal, ""
        self.cookies = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies))

    def open(self, path: str, body: bytes | None = None, kind: str = "") -> Page:
        request = urllib.request.Request(self.portal + path, body)
        if kind:
            request.add_header("Content-Type", kind)
        try:
            answer = self.opener.open(request, timeout=30)
        except urllib.error.HTTPError as refusal:
            answer = refusal  # an answer like any other; its status says what it is
        with answer:
            content = answer.read()
        address = answer.url.removeprefix(self.portal)
        read = SimpleNamespace(content=content, request={"PATH_INFO": address})
        page = Page(read)
        page.status = answer.status
        return page

    def sign_in(self, email: str, password: str) -> "Visitor":
        self.email = email
        page = self.open("/workspace/")
        self.send(page, "login", username=email, password=password)
        return self

    def send(self, page: Page, action: str, files=(), button=None, **typed) -> Page:
        """Sends the form of this action; ``files`` are (field, name, bytes)."""
        form = page.form(action)
        fields = form.fields | typed | (button or {})
        boundary = uuid.uuid4().hex
        begin = f"--{boundary}\r\nContent-Disposition: form-data; name="
        parts = [f'{begin}"{name}"\r\n\r\n{value}\r\n'.encode() for name, value in fields.items()]
        for field, name, content in files:
            head = f'{begin}"{field}"; filename="{name}"\r\nContent-Type: image/jpeg\r\n\r\n'
            parts.append(head.encode() + content + b"\r\n")
        body = b"".join(parts) + f"--{boundary}--\r\n".encode()
        address = form.attributes.get("action") or page.address
        return self.open(address, body, f"multipart/form-data; boundary={boundary}")

    def press(self, page: Page, action: str) -> Page:
        """Presses the button of an action and confirms, until the page offers it no more."""
        for _ in range(3):
            if action not in page.offers():
                break
            form = page.form(action)
            if form.method == "get":
                page = self.open(form.attributes["action"])
            else:
                page = self.send(page, action, button={"confirmed": "yes"})
        return page
