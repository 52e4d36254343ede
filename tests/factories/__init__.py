"""One factory per model: a row that is valid by itself, with invented names.

    from tests import factories
    vlora = factories.MunicipalityFactory()
    ana = factories.UserFactory(coordinates=factories.OrganisationFactory(covers=[vlora]))

Rows that follow from an action (a submitted report, a published scorecard with its sealed entry)
are better made by that action; these factories give the rows alone.
"""

from tests.factories.activities import ActivityFactory, ActivityStepFactory
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
from tests.factories.documents import DocumentFactory
from tests.factories.drafts import (
    ContractDraftFactory,
    DraftCommitmentFactory,
    FreezeFactory,
    TestabilityCheckFactory,
)
from tests.factories.elections import (
    CandidateFactory,
    ElectionFactory,
    JuxtapositionEventFactory,
    JuxtapositionFactory,
    NeedFactory,
    ParticipationFactory,
    PositionFactory,
)
from tests.factories.followers import FollowerFactory
from tests.factories.invitations import AuditEntryFactory, FactorResetFactory, InvitationFactory
from tests.factories.municipalities import (
    PASSWORD,
    AdministrativeUnitFactory,
    AttemptFactory,
    CoverageFactory,
    DeclaredInterestFactory,
    FormerCoverageFactory,
    MayorFactory,
    MembershipFactory,
    MunicipalityFactory,
    OrganisationFactory,
    OutgoingMailFactory,
    SessionFactory,
    UserFactory,
)
from tests.factories.openness import (
    CouncilFactory,
    CouncilGroupFactory,
    IntegrityPlanFactory,
    ParticipatoryBudgetFactory,
    PublicConsultationFactory,
    TransparencyFactory,
)
from tests.factories.requests import (
    InformationRequestFactory,
    LegalDeadlineFactory,
    OfficialHolidayFactory,
)
from tests.factories.rounds import (
    ClaimFactory,
    ReviewDutyFactory,
    RoundExtensionFactory,
    RoundFactory,
    RoundReopeningFactory,
)
from tests.factories.secretariat import AnnouncementFactory, ChannelFactory, PageTextFactory
from tests.factories.showcase import (
    LedgerEntryFactory,
    PublishedWordsFactory,
    RetractionFactory,
    ScorecardEvidenceFactory,
    ScorecardFactory,
    ScorecardLineFactory,
    ScorecardReplyFactory,
    ScorecardReplyLetterFactory,
    StandingResultFactory,
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
    "TestabilityCheckFactory",
    "FreezeFactory",
    "DraftCommitmentFactory",
    "ContractDraftFactory",
    "PASSWORD",
    "ActivityFactory",
    "ActivityStepFactory",
    "AdministrativeUnitFactory",
    "AmendmentFactory",
    "AnnouncementFactory",
    "AttemptFactory",
    "AuditEntryFactory",
    "CandidateFactory",
    "CaseFactory",
    "CaseFileFactory",
    "ChannelFactory",
    "ClaimFactory",
    "CommitmentFactory",
    "CouncilFactory",
    "CouncilGroupFactory",
    "CoverageFactory",
    "DeclaredInterestFactory",
    "DocumentFactory",
    "ElectionFactory",
    "EvidenceFactory",
    "ExclusionApprovalFactory",
    "ExclusionFactory",
    "FactorResetFactory",
    "FindingFactory",
    "FollowerFactory",
    "FormerCoverageFactory",
    "InformationRequestFactory",
    "IntegrityPlanFactory",
    "InvitationFactory",
    "JuxtapositionEventFactory",
    "JuxtapositionFactory",
    "KeptFileFactory",
    "LedgerEntryFactory",
    "LegalDeadlineFactory",
    "MayorFactory",
    "MembershipFactory",
    "MunicipalityFactory",
    "NeedFactory",
    "OfficialHolidayFactory",
    "OrganisationFactory",
    "OriginalDownloadFactory",
    "OutgoingMailFactory",
    "PageTextFactory",
    "ParticipationFactory",
    "ParticipatoryBudgetFactory",
    "PositionFactory",
    "PublicConsultationFactory",
    "PublishedWordsFactory",
    "ReplyFactory",
    "ReplyLetterFactory",
    "ReportEventFactory",
    "ReportFactory",
    "RetractionFactory",
    "ReviewCommentFactory",
    "ReviewDutyFactory",
    "RoundExtensionFactory",
    "RoundReopeningFactory",
    "RoundFactory",
    "ScorecardEvidenceFactory",
    "ScorecardFactory",
    "ScorecardLineFactory",
    "ScorecardReplyFactory",
    "ScorecardReplyLetterFactory",
    "StandingResultFactory",
    "SecondCodeFactory",
    "SectorFactory",
    "SessionFactory",
    "SignatureFactory",
    "SocialContractFactory",
    "TermFactory",
    "TransparencyFactory",
    "UserFactory",
]
