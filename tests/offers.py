"""Political offers beside a story: public ones, and ones in preparation full of marked words."""

from tests import factories


def published_offers(story, *, candidates=2, needs=1, **fields):
    """Two candidates before one need, from which the story's first commitment came."""
    juxtaposition = factories.JuxtapositionFactory(
        published=True, municipality=story.municipality, election__term=story.contract.term,
        **fields,
    )  # fmt: skip
    stand(juxtaposition, candidates=candidates, needs=needs)
    juxtaposition.needs.first().commitments.add(story.commitments[0])
    return juxtaposition


def stand(juxtaposition, *, candidates, needs) -> None:
    """So many candidates, each with an answer to each of so many needs."""
    rows = [
        factories.NeedFactory(juxtaposition=juxtaposition, number=number + 1)
        for number in range(needs)
    ]
    for _each in range(candidates):
        candidate = factories.CandidateFactory(juxtaposition=juxtaposition)
        for need in rows:
            factories.PositionFactory(candidate=candidate, need=need)


def marked_offers(story, mark: str, election=None):
    """In preparation: every text is marked, and a commitment of the story came of its need."""
    place, term = story.municipality, story.contract.term
    election = election or factories.ElectionFactory(
        term=term, slug=f"{mark}-zgjedhje".lower(), name_sq=f"{mark} sq", name_en=f"{mark} en",
        source=f"{mark} burim",
    )  # fmt: skip
    hidden = factories.ActivityFactory(
        term=term,
        slug=f"{mark}-forum-{place.slug}".lower(),
        title_sq=f"{mark} forum",
        municipalities=[place],
    )
    juxtaposition = factories.JuxtapositionFactory(
        election=election, municipality=place, forum=hidden,
        **{f"{name}_{language}": f"{mark} {name}" for name in ("collected", "scored")
           for language in ("sq", "en")},
        source=f"{mark} burim",
    )  # fmt: skip
    need = factories.NeedFactory(
        juxtaposition=juxtaposition, number=1, title_sq=f"{mark} nevojë", title_en=f"{mark} need",
        voiced_at=hidden,
    )  # fmt: skip
    need.commitments.add(story.commitments[0])
    candidate = factories.CandidateFactory(
        juxtaposition=juxtaposition, name=f"{mark} emër", party=f"{mark} parti"
    )
    factories.PositionFactory(
        candidate=candidate, need=need, words=f"{mark} fjalë", source=f"{mark} burim"
    )
    factories.ParticipationFactory(juxtaposition=juxtaposition, unit=None)
    return juxtaposition


def addresses_of_offers(juxtaposition) -> list[str]:
    """Where the public would find it, in both languages."""
    election, slug = juxtaposition.election.slug, juxtaposition.municipality.slug
    pages = [f"/elections/{election}/", f"/elections/{election}/{slug}/"]
    pages += [
        f"/needs/{election}/{slug}/{number}/"
        for number in juxtaposition.needs.values_list("number", flat=True)
    ]
    return [f"{language}{page}" for page in pages for language in ("", "/en")]
