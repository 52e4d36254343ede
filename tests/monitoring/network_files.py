"""Copies of the network's record, changed; loading them; and all that a database holds."""

import io
import json

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command

from municipalities.record import PATH


def the_file():
    """The project's own record, to be changed at will."""
    return json.loads(PATH.read_text(encoding="utf-8"))


def small_file():
    """Two municipalities with one of everything that the record knows."""
    file = the_file()
    kept = {"fier", "vlore"}
    file["municipalities"] = [m for m in file["municipalities"] if m["slug"] in kept]
    file["organisations"] = [o for o in file["organisations"] if set(o["covers"]) <= kept]
    file["contracts"] = [c for c in file["contracts"] if c["municipality"] in kept]
    file["published_results"] = [
        r for r in file["published_results"] if r["contract"] == "fier-2019"
    ]
    file["claims"] = [c for c in file["claims"] if c["municipality"] in kept | {None}]
    return file


def one(file, section, **known):
    """The only record of a section with these values."""
    (record,) = (r for r in file[section] if known.items() <= r.items())
    return record


def written(tmp_path, content):
    """The path of a file with this content; text is written as it is."""
    path = tmp_path / "record.json"
    text = content if isinstance(content, str) else json.dumps(content)
    path.write_bytes(text.encode(errors="surrogatepass"))
    return path


def load(path=PATH):
    """Run the command; return what it printed, one line an item."""
    output = io.StringIO()
    call_command("load_network", "--file", str(path), stdout=output)
    return output.getvalue().splitlines()


def everything_stored():
    """Every row of every table, histories and the ledger included."""
    return {
        model._meta.label: list(model._base_manager.order_by("pk").values_list())
        for model in apps.get_models(include_auto_created=True)
    }


def refusal(path):
    """The reasons for which the command refuses a file; nothing may have changed."""
    before = everything_stored()
    with pytest.raises(CommandError) as refused:
        load(path)
    assert everything_stored() == before
    assert refused.value.returncode == 1
    heading, *reasons = str(refused.value).splitlines()
    assert heading == f"Nothing was loaded; {len(reasons)} to put right:"
    return reasons
