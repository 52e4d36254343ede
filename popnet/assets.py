"""Style sheets and pictures under names that carry their content's hash."""

from django.conf import settings
from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedAssets(CompressedManifestStaticFilesStorage):
    """Outside production a file that was not collected keeps its plain name.

    So the demonstration also works straight after `migrate`, without `collectstatic`.
    """

    def stored_name(self, name):
        try:
            return super().stored_name(name)
        except ValueError:
            if settings.PRODUCTION:
                raise
            return name
