"""What messages and networks are told about a page: its words, whole addresses, one picture."""

from html.parser import HTMLParser

import pytest

from tests.monitoring.scorecards.sample_results import line, result

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]

ORIGIN = "http://127.0.0.1:8000"


class Meta(HTMLParser):
    """Name or property -> what it says; one that stands twice is an error."""

    def __init__(self, response):
        super().__init__()
        self.found = {}
        self.feed(response.content.decode())

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        name = attrs.get("property", attrs.get("name", ""))
        if tag == "meta" and name.startswith(("og:", "twitter:")):
            assert name not in self.found, name
            self.found[name] = attrs["content"]


def told(client, address):
    return Meta(client.get(address)).found


@pytest.fixture
def card(contract, round_):
    return result(contract, round_)


def test_a_municipality_tells_its_name_sentence_and_picture(client, card):
    sentence = "Of 9 assessed commitments, 3 are fully addressed, 5 partially, 1 not."
    title = "Fier: the Social Contract of 2023–2027"
    picture = f"{ORIGIN}/en/pictures/municipalities/fier/2023-2027.png"

    assert told(client, "/en/municipalities/fier/") == {
        "og:site_name": "POP Network",
        "og:type": "website",
        "og:locale": "en_GB",
        "og:title": title,
        "og:description": sentence,
        "og:url": f"{ORIGIN}/en/municipalities/fier/",
        "og:image": picture,
        "og:image:type": "image/png",
        "og:image:width": "1200",
        "og:image:height": "630",
        "og:image:alt": f"{title}. {sentence}",
        "twitter:card": "summary_large_image",
        "twitter:title": title,
        "twitter:description": sentence,
        "twitter:image": picture,
    }


def test_every_picture_that_is_told_exists_in_the_language_of_its_page(client, card):
    reference = line(card, "partial").reference
    for language in ("", "/en"):
        for address in (
            "/",
            "/terms/2023-2027/",
            "/municipalities/fier/",
            "/municipalities/fier/2023-2027/",
            "/municipalities/fier/2023-2027/year-3/",
            f"/commitments/{reference}/",
        ):
            found = told(client, language + address)
            path = found["og:image"].removeprefix(ORIGIN)
            assert path.startswith(f"{language}/pictures/"), address
            assert client.get(path)["Content-Type"] == "image/png", path
            assert found["og:url"] == ORIGIN + language + address
            assert found["twitter:image"] == found["og:image"]


def test_a_scorecard_shows_the_picture_of_its_own_round(client, card):
    found = told(client, "/en/municipalities/fier/2023-2027/year-3/")

    assert found["og:title"] == "Fier: scorecard of Year 3"
    assert found["og:image"] == f"{ORIGIN}/en/pictures/scorecards/fier/2023-2027/year-3/r1.png"


def test_a_commitment_tells_its_words_and_its_status(client, card):
    about = line(card, "partial")
    about.commitment.title_en = 'A "new" <school>'
    about.commitment.save()
    found = told(client, f"/en/commitments/{about.reference}/")

    assert found["og:title"] == 'Fier: A "new" <school>'
    assert found["og:description"] == "Partially addressed"


def test_without_a_result_the_sentence_is_told(client, contract):
    found = told(client, "/en/municipalities/fier/")

    assert found["og:description"] == (
        "A Social Contract was signed, but its list of commitments is not published here yet."
    )
    assert told(client, "/en/")["og:description"].startswith("No result computed by this portal’s")
