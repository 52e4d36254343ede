"""What production must be told before it may start (QUALITY T-1)."""

from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

KNOWN_SECRETS = {"only-for-the-demonstration", "changeme", "secret", "insecure"}


def refuse_weak_production(env) -> None:
    """Raise ImproperlyConfigured with one sentence that names the variable to set.

    ``env`` is an environ.Env. Called only when neither DEMO nor DEBUG is on.
    """
    secret = env("SECRET_KEY", default="")
    if len(secret) < 50 or len(set(secret)) < 5 or secret in KNOWN_SECRETS:
        raise ImproperlyConfigured(
            "SECRET_KEY is missing, short or well known. Set it to at least 50 random characters "
            "(or set DEMO=1 to look at the demonstration)."
        )
    if secret.startswith("django-insecure-"):
        raise ImproperlyConfigured("SECRET_KEY is a development key. Set it to a random value.")
    hosts = env.list("ALLOWED_HOSTS", default=[])
    if not hosts:
        raise ImproperlyConfigured("ALLOWED_HOSTS is missing. Set it to the host names served.")
    if any(host == "*" or host.startswith((".", "*")) for host in hosts):
        raise ImproperlyConfigured(
            "ALLOWED_HOSTS has a wildcard. List each host name that is served."
        )
    origin = urlsplit(env("PUBLIC_ORIGIN", default=""))
    if origin.scheme != "https" or not origin.hostname or origin.path.strip("/"):
        raise ImproperlyConfigured(
            "PUBLIC_ORIGIN must be the public address, https:// and a host name, with no path."
        )
    if not env("DATABASE_URL", default=""):
        raise ImproperlyConfigured(
            "DATABASE_URL is missing. Set it to the database, for example "
            "postgres://user:password@host/name."
        )
    if not env("MEDIA_ROOT", default=""):
        raise ImproperlyConfigured("MEDIA_ROOT is missing. Set it to the folder for evidence.")


def refuse_public_debugging(env) -> None:
    """Raise ImproperlyConfigured when DEBUG is on at a public address: its pages show internals."""
    if env.bool("DEBUG", False) and env("PUBLIC_ORIGIN", default="").startswith("https://"):
        raise ImproperlyConfigured("DEBUG is on at a public address. Unset it.")
