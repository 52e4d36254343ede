"""Who works here signs in with e-mail and password, and signs out so that nothing stays behind."""

from django.contrib.auth import views

from monitoring.workspace.doors import open_to, takes
from monitoring.workspace.forms.signing_in import SignInForm

# What a browser forgets at sign-out (QUALITY S-16).
FORGET = '"cache", "cookies", "storage"'

login = takes("GET", "POST")(
    open_to("anybody")(
        views.LoginView.as_view(
            authentication_form=SignInForm, template_name="registration/login.html"
        )
    )
)


@takes("POST")
@open_to("anybody")
def logout(request):
    """Ends the session on the server: a copy of its cookie opens nothing any more."""
    response = views.LogoutView.as_view()(request)
    response.headers["Clear-Site-Data"] = FORGET
    return response
