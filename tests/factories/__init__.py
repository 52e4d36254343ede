"""One factory per model: a row that is valid by itself, with invented names.

    from tests import factories
    vlora = factories.MunicipalityFactory()
    ana = factories.UserFactory(coordinates=factories.OrganisationFactory(covers=[vlora]))

Rows that follow from an action (a submitted report, a published scorecard with its sealed entry)
are better made by that action; these factories give the rows alone.
"""

from tests.factories.cases import CaseFactory, CaseFileFactory
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
from tests.factories.followers import FollowerFactory
from tests.factories.municipalities import (
    PASSWORD,
    AdministrativeUnitFactory,
    AttemptFactory,
    CoverageFactory,
    DeclaredInterestFactory,
    MayorFactory,
    MembershipFactory,
    MunicipalityFactory,
    OrganisationFactory,
    OutgoingMailFactory,
    SessionFactory,
    UserFactory,
)
from tests.factories.rounds import ClaimFactory, RoundFactory
from tests.factories.showcase import (
    LedgerEntryFactory,
    PublishedWordsFactory,
    RetractionFactory,
    ScorecardEvidenceFactory,
    ScorecardFactory,
    ScorecardLineFactory,
    ScorecardReplyFactory,
    ScorecardReplyLetterFactory,
)
from tests.factories.workshop import (
    EvidenceFactory,
    FindingFactory,
    KeptFileFactory,
    OriginalDownloadFactory,
    ReplyFactory,
    ReplyLetterFactory,
    ReportEventFactory,
    ReportFactory,
    ReviewCommentFactory,
    SecondCodeFactory,
)

__all__ = [
    "PASSWORD",
    "AdministrativeUnitFactory",
    "AmendmentFactory",
    "AttemptFactory",
    "CaseFactory",
    "CaseFileFactory",
    "ClaimFactory",
    "CommitmentFactory",
    "CoverageFactory",
    "DeclaredInterestFactory",
    "EvidenceFactory",
    "ExclusionApprovalFactory",
    "ExclusionFactory",
    "FindingFactory",
    "FollowerFactory",
    "KeptFileFactory",
    "LedgerEntryFactory",
    "MayorFactory",
    "MembershipFactory",
    "MunicipalityFactory",
    "OrganisationFactory",
    "OriginalDownloadFactory",
    "OutgoingMailFactory",
    "PublishedWordsFactory",
    "ReplyFactory",
    "ReplyLetterFactory",
    "ReportEventFactory",
    "ReportFactory",
    "RetractionFactory",
    "ReviewCommentFactory",
    "RoundFactory",
    "ScorecardEvidenceFactory",
    "ScorecardFactory",
    "ScorecardLineFactory",
    "ScorecardReplyFactory",
    "ScorecardReplyLetterFactory",
    "SecondCodeFactory",
    "SectorFactory",
    "SessionFactory",
    "SignatureFactory",
    "SocialContractFactory",
    "TermFactory",
    "UserFactory",
]
