"""Public activities, and what is read on the pages that show them."""

from tests import factories


def shown(term, **more):
    return factories.ActivityFactory(term=term, is_public=True, **more)


def text(client, address) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    assert "Set-Cookie" not in response.headers
    return response.content.decode()


def in_order(page: str, *words: str) -> bool:
    places = [page.index(each) for each in words]
    return places == sorted(places)


def tags(client, *addresses):
    return [client.get(address)["ETag"] for address in addresses]


def put(activity, **columns):
    for name, value in columns.items():
        setattr(activity, name, value)
    activity.save()
