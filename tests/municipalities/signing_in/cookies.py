"""The cookie of a session: what it is, and whether it still opens anything."""

from django.test import Client


def cookie(browser) -> str:
    return browser.client.cookies["session"].value


def opens(key) -> bool:
    """Does a browser with this cookie get into the workspace?"""
    client = Client()
    client.cookies["session"] = key
    return client.get("/workspace/").status_code == 200
