"""What is asked about documents beside facts."""

from django.db import models
from django.db.models import Q


class DocumentQuerySet(models.QuerySet):
    def public(self):
        """Those of facts that are public themselves."""
        return self.filter(
            Q(contract__isnull=False)
            | Q(amendment__isnull=False)
            | Q(logo_of__isnull=False)
            | Q(activity__is_public=True)
            | Q(juxtaposition__published_at__isnull=False)
        )

    def public_file(self, sha256):
        """Public documents whose file has this hash."""
        return self.public().filter(sha256=sha256)

    def of_contract(self, contract):
        """The contract's own and those of its amendments, in the order of their dates."""
        return self.filter(
            Q(contract=contract) | Q(amendment__commitment__contract=contract)
        ).order_by("dated", "pk")

    def with_what_it_is_about(self):
        return self.select_related(
            "contract__municipality", "contract__term",
            "amendment__commitment__contract__municipality",
            "activity__term", "juxtaposition__municipality", "juxtaposition__election__term",
            "logo_of",
        )  # fmt: skip
