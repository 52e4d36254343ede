"""Who: member organisations, the people in them, and their roles."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from municipalities.addresses import is_slug, is_web_address_or_empty
from municipalities.albanian import FoldedTextField, SortKeyField
from municipalities.models.places import Municipality
from municipalities.partial_dates import PartialDateField, is_partial_date_or_empty, not_before
from municipalities.querysets import (
    FormerCoverageQuerySet,
    MembershipQuerySet,
    OrganisationQuerySet,
    UserQuerySet,
)


class Organisation(models.Model):
    """A member organisation of the network."""

    slug = models.SlugField(_("slug"), unique=True)
    name_sq = models.CharField(_("name in Albanian"), max_length=200)
    name_en = models.CharField(_("name in English"), max_length=200, blank=True)
    acronym = models.CharField(_("acronym"), max_length=40, blank=True)
    town = models.CharField(_("town"), max_length=100)
    website = models.URLField(_("website"), blank=True)
    founded = models.PositiveSmallIntegerField(
        _("founded"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1900), MaxValueValidator(2100)],
    )
    about_sq = models.TextField(_("about, in Albanian"), blank=True)
    about_en = models.TextField(_("about, in English"), blank=True)
    source = models.CharField(_("source"), max_length=500, blank=True)
    is_lead = models.BooleanField(_("leads the network"), default=False)
    is_active = models.BooleanField(_("active member"), default=True)
    joined = PartialDateField(_("joined the network"))
    left = PartialDateField(_("left the network"))
    municipalities = models.ManyToManyField(
        Municipality,
        through="Coverage",
        related_name="organisations",
        verbose_name=_("municipalities it covers"),
    )
    sort_key = SortKeyField(source="name_sq")
    search_text = FoldedTextField(sources=["name_sq", "name_en", "acronym", "town"])

    history = HistoricalRecords()
    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = _("member organisation")
        verbose_name_plural = _("member organisations")
        ordering = ["sort_key"]
        constraints = [
            models.CheckConstraint(
                condition=is_slug("slug") & ~Q(name_sq=""), name="organisation_is_named"
            ),
            models.CheckConstraint(
                condition=is_web_address_or_empty("website"),
                name="organisation_website_is_a_web_address",
            ),
            models.CheckConstraint(
                condition=Q(founded__isnull=True) | Q(founded__range=(1900, 2100)),
                name="organisation_founded_in_a_year_of_ours",
            ),
            models.UniqueConstraint(
                fields=["is_lead"],
                condition=Q(is_lead=True),
                name="organisation_one_leads_the_network",
                violation_error_message=_("Only one organisation can lead the network."),
            ),
            models.CheckConstraint(
                condition=is_partial_date_or_empty("joined") & is_partial_date_or_empty("left"),
                name="organisation_dates_are_dates",
            ),
            models.CheckConstraint(
                condition=not_before("left", "joined"),
                name="organisation_leaves_after_joining",
                violation_error_message=_("An organisation cannot leave before it joins."),
            ),
            models.CheckConstraint(
                condition=Q(left="") | Q(is_active=False),
                name="organisation_that_left_is_not_active",
            ),
        ]

    def __str__(self):
        return self.acronym or self.name_sq


class Coverage(models.Model):
    """Which municipality a member organisation covers now; what it covered is FormerCoverage."""

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, verbose_name=_("member organisation")
    )
    municipality = models.ForeignKey(Municipality, models.CASCADE, verbose_name=_("municipality"))
    since = PartialDateField(_("since"))

    class Meta:
        verbose_name = _("covered municipality")
        verbose_name_plural = _("covered municipalities")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "municipality"], name="coverage_is_recorded_once"
            ),
            models.CheckConstraint(
                condition=is_partial_date_or_empty("since"), name="coverage_since_is_a_date"
            ),
        ]

    def __str__(self):
        return f"{self.organisation} – {self.municipality}"


class FormerCoverage(models.Model):
    """A time in which an organisation covered a municipality, and which is over."""

    organisation = models.ForeignKey(
        Organisation, models.CASCADE,
        related_name="former_coverage", verbose_name=_("member organisation"),
    )  # fmt: skip
    municipality = models.ForeignKey(
        Municipality, models.CASCADE,
        related_name="former_coverage", verbose_name=_("municipality"),
    )  # fmt: skip
    since = PartialDateField(_("since"))
    until = PartialDateField(_("until"), blank=False)

    objects = FormerCoverageQuerySet.as_manager()

    class Meta:
        verbose_name = _("municipality once covered")
        verbose_name_plural = _("municipalities once covered")
        ordering = ["-until", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "municipality", "until"],
                name="former_coverage_is_recorded_once",
            ),
            models.CheckConstraint(
                condition=is_partial_date_or_empty("since")
                & ~Q(until="")
                & is_partial_date_or_empty("until"),
                name="former_coverage_dates_are_dates",
            ),
            models.CheckConstraint(
                condition=not_before("until", "since"),
                name="former_coverage_ends_after_it_begins",
                violation_error_message=_("Coverage cannot end before it begins."),
            ),
        ]

    def __str__(self):
        return f"{self.organisation} – {self.municipality}, {self.since}–{self.until}"


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):
    def create_user(self, *, email, password=None, **fields):
        """A person who signs in with ``email``; without password nobody can sign in as them."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.full_clean(exclude=["password"])
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, email):
        return self.get(email=email.lower())


class User(AbstractBaseUser):
    """A person who works in the portal.

    Rights come from memberships of active organisations and from ``is_network_admin``, nothing
    else: there are no groups, no permissions per person and no superuser (DESIGN §3).
    """

    class Language(models.TextChoices):
        ALBANIAN = "sq", _("Albanian")
        ENGLISH = "en", _("English")

    email = models.EmailField(_("e-mail"), unique=True)
    name = models.CharField(_("name"), max_length=120)
    language = models.CharField(
        _("language"), max_length=2, choices=Language, default=Language.ALBANIAN
    )
    is_network_admin = models.BooleanField(_("network admin"), default=False)
    is_active = models.BooleanField(_("active"), default=True)
    disabled_on = models.DateField(_("disabled on"), null=True, blank=True)
    anonymised_on = models.DateField(_("made anonymous on"), null=True, blank=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]
    objects = UserManager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(email=Lower("email")), name="user_email_is_in_lower_case"
            ),
            models.CheckConstraint(
                condition=Q(language__in=["sq", "en"]), name="user_language_is_known"
            ),
            models.CheckConstraint(condition=~Q(email="") & ~Q(name=""), name="user_is_named"),
            models.CheckConstraint(
                condition=Q(disabled_on__isnull=True) | Q(is_active=False),
                name="user_disabled_is_not_active",
            ),
            models.CheckConstraint(
                condition=Q(anonymised_on__isnull=True)
                | Q(is_active=False, is_network_admin=False, disabled_on__isnull=False),
                name="user_anonymised_was_disabled",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def is_staff(self):
        return self.is_network_admin

    def has_perm(self, perm, obj=None):
        """In the Django admin, which holds facts only, a network admin may do everything."""
        return self.is_active and self.is_network_admin

    def has_module_perms(self, app_label):
        return self.is_active and self.is_network_admin


class Membership(models.Model):
    """A person's role in an organisation."""

    class Role(models.TextChoices):
        COORDINATOR = "coordinator", _("coordinator")
        MANAGER = "manager", _("manager")

    user = models.ForeignKey(
        User, models.CASCADE, related_name="memberships", verbose_name=_("person")
    )
    organisation = models.ForeignKey(
        Organisation,
        models.CASCADE,
        related_name="memberships",
        verbose_name=_("member organisation"),
    )
    role = models.CharField(_("role"), max_length=12, choices=Role)

    history = HistoricalRecords()
    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["organisation__sort_key", "user__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organisation"], name="membership_is_held_once"
            ),
            models.CheckConstraint(
                condition=Q(role__in=["coordinator", "manager"]), name="membership_role_is_known"
            ),
        ]

    def __str__(self):
        return f"{self.user}, {self.organisation}"
