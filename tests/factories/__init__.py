"""One factory per model: a row that is valid by itself, with invented names.

    from tests import factories
    vlora = factories.MunicipalityFactory()
    ana = factories.UserFactory(coordinates=factories.OrganisationFactory(covers=[vlora]))

Rows that follow from an action (a submitted report, a published scorecard with its sealed entry)
are better made by that action; these factories give the rows alone.
"""

from tests.factories.contracts import (
    AmendmentFactory,
    CommitmentFactory,
    ExclusionApprovalFactory,
    ExclusionFactory,
    SectorFactory,
    SignatureFactory,
    SocialContractFactory,
    TermFactory,
)
from tests.factories.municipalities import (
    PASSWORD,
    AdministrativeUnitFactory,
    CoverageFactory,
    MayorFactory,
    MembershipFactory,
    MunicipalityFactory,
    OrganisationFactory,
    UserFactory,
)
from tests.factories.rounds import ClaimFactory, RoundFactory
from tests.factories.showcase import (
    LedgerEntryFactory,
    RetractionFactory,
    ScorecardEvidenceFactory,
    ScorecardFactory,
    ScorecardLineFactory,
    ScorecardReplyFactory,
)
from tests.factories.workshop import (
    EvidenceFactory,
    FindingFactory,
    ReplyFactory,
    ReportEventFactory,
    ReportFactory,
    SecondCodeFactory,
)

__all__ = [
    "PASSWORD",
    "AdministrativeUnitFactory",
    "AmendmentFactory",
    "ClaimFactory",
    "CommitmentFactory",
    "CoverageFactory",
    "EvidenceFactory",
    "ExclusionApprovalFactory",
    "ExclusionFactory",
    "FindingFactory",
    "LedgerEntryFactory",
    "MayorFactory",
    "MembershipFactory",
    "MunicipalityFactory",
    "OrganisationFactory",
    "ReplyFactory",
    "ReportEventFactory",
    "ReportFactory",
    "RetractionFactory",
    "RoundFactory",
    "ScorecardEvidenceFactory",
    "ScorecardFactory",
    "ScorecardLineFactory",
    "ScorecardReplyFactory",
    "SecondCodeFactory",
    "SectorFactory",
    "SignatureFactory",
    "SocialContractFactory",
    "TermFactory",
    "UserFactory",
]
