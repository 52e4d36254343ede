"""How people find their way in the workspace: by links, and by the words beside a choice."""

import re


def way(browser, *parts):
    """From the front door, by a link of each page whose address holds the next of these words."""
    browser.start("/workspace/")
    for part in parts:
        follow(browser, part)
    return browser.page


def follow(browser, part):
    """The first link of the page into English pages whose address holds these words."""
    found = [link for link in browser.page.links if link.startswith("/en/") and part in link]
    assert found, f"no way to {part} from {browser.page.address}"
    assert browser.open(found[0]).response.status_code == 200
    return browser.page


def value_of(page, name, words) -> str:
    """What the choice of this name sends that has these words beside it."""
    option = rf'<option value="([^"]+)"[^>]*>\s*{words}\s*<'
    selects = re.findall(rf'<select name="{name}".*?</select>', page.text, re.S)
    boxes = re.findall(
        rf'<input[^>]*name="{name}"[^>]*>\s*<label[^>]*>\s*(?:<span[^>]*>)?{words}\s*<', page.text
    )
    found = re.findall(option, "".join(selects)) + re.findall(r'value="([^"]+)"', "".join(boxes))
    assert len(found) == 1, f"{words} is chosen {len(found)} times of {name}"
    return found[0]


def at_home(browser, home, part):
    """By a link of this page, whatever the page before was."""
    browser.open(home)
    follow(browser, part)
