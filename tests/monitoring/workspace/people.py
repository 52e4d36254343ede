"""People at their browsers: pages are read by their forms, never by known addresses."""

from html.parser import HTMLParser

from django.test import Client

from tests.factories import PASSWORD


class Form:
    """One form of a page: where it goes, how, and what its fields hold."""

    def __init__(self, attributes):
        self.attributes = dict(attributes)
        self.fields: dict[str, str] = {}
        self.choices: list[str] = []  # names of radio buttons and boxes, chosen or not
        self.buttons: list[dict] = []

    @property
    def action(self):
        return self.attributes.get("data-action", "")

    @property
    def method(self):
        return self.attributes.get("method", "get").lower()


class Page(HTMLParser):
    """The forms of a page in order, with the values that a browser would send."""

    def __init__(self, response):
        super().__init__(convert_charrefs=True)
        self.response = response
        self.address = response.request["PATH_INFO"]
        self.forms: list[Form] = []
        self.links: list[str] = []
        self.state = ""
        self.title = ""
        self._form = self._textarea = self._select = None
        self._in_title = False
        self.feed(response.content.decode())

    def handle_starttag(self, tag, attrs):
        a = dict(attrs)
        if tag == "article" and "data-state" in a:
            self.state = a["data-state"]
        if tag == "title":
            self._in_title = True
        if tag == "a" and "href" in a:
            self.links.append(a["href"])
        if tag == "form":
            self._form = Form(attrs)
            self.forms.append(self._form)
        if self._form is None:
            return
        if tag == "input":
            self._input(a)
        elif tag == "textarea":
            self._textarea = a["name"]
            self._form.fields[a["name"]] = ""
        elif tag == "select":
            self._select = a["name"]
            self._form.fields[a["name"]] = ""
        elif tag == "option" and "selected" in a:
            self._form.fields[self._select] = a["value"]
        elif tag == "button":
            self._form.buttons.append(a)

    def _input(self, a):
        is_choice = a.get("type") in ("radio", "checkbox")
        if is_choice:
            self._form.choices.append(a["name"])
        chosen = not is_choice or "checked" in a
        if a.get("name") and a.get("type") != "file" and chosen:
            self._form.fields[a["name"]] = a.get("value", "")

    def handle_data(self, data):
        if self._textarea:
            self._form.fields[self._textarea] += data.removeprefix("\n")
        if self._in_title:
            self.title += data

    def handle_endtag(self, tag):
        if tag == "form":
            self._form = None
        elif tag == "textarea":
            self._textarea = None
        elif tag == "title":
            self._in_title = False

    def form(self, action) -> Form:
        """The first form with this data-action."""
        found = [form for form in self.forms if form.action == action]
        assert found, f"{action} is not among {[form.action for form in self.forms]}"
        return found[0]

    @property
    def text(self) -> str:
        return self.response.content.decode()

    def link(self, part) -> str:
        """The first link whose address holds these words."""
        found = [address for address in self.links if part in address]
        assert found, f"no link with {part} among {self.links}"
        return found[0]

    def offers(self) -> list[str]:
        return [form.action for form in self.forms if form.action != "logout"]


class Browser:
    """A browser without JavaScript, with cookies and with CSRF checked."""

    def __init__(self, language="sq"):
        self.client = Client(enforce_csrf_checks=True)
        self.prefix = "" if language == "sq" else f"/{language}"
        self.page = None

    def open(self, address) -> Page:
        self.page = self._read(self.client.get(address, follow=True))
        return self.page

    def start(self, address) -> Page:
        """Opens an address in this browser's language."""
        return self.open(f"{self.prefix}{address}")

    def sign_in(self, user) -> "Browser":
        self.start("/workspace/")
        self.send("login", username=user.email, password=PASSWORD)
        assert self.page.response.status_code == 200
        return self

    def send(self, action, *, button=None, **typed) -> Page:
        """Fills the form of this action on the page and sends it as a browser would."""
        form = self.page.form(action)
        address = form.attributes.get("action") or self.page.address
        content = form.fields | typed | (button or {})
        if form.method == "get":
            return self.open(address)
        self.page = self._read(self.client.post(address, content, follow=True))
        return self.page

    def carry_out(self, action, **typed) -> Page:
        """Presses the button of an action, fills what it asks and confirms, until it is done."""
        self.send(action)
        steps = 0
        while action in self.page.offers() and self.page.form(action).method == "post":
            steps += 1
            assert steps < 5, f"{action} asks again and again: {self.page.title}"
            form = self.page.form(action)
            asked = {*form.fields, *form.choices}
            known = {name: words for name, words in typed.items() if name in asked}
            named = next((b for b in form.buttons if b.get("name") == "confirmed"), None)
            button = {named["name"]: named["value"]} if named else None
            self.send(action, button=button, **known)
        return self.page

    def _read(self, response) -> Page:
        page = Page(response)
        page.address = response.request["PATH_INFO"]
        return page


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client
