from django.conf import settings
from django.urls import include, path

from budget_site.accounts.views import (
    handing_over,
    own_sessions,
    own_settings,
    people,
    second_factor,
    signing_in,
    standing_in,
)

urlpatterns = [
    path("login/", signing_in.SignIn.as_view(), name="login"),
    path("login/code/", signing_in.sign_in_code, name="sign_in_code"),
    path("again/", signing_in.sign_in_again, name="sign_in_again"),
    path("logout/", signing_in.SignOut.as_view(), name="logout"),
    path("password/", signing_in.ChangePassword.as_view(), name="password_change"),
    path("second-factor/", second_factor.second_factor, name="second_factor"),
    path("second-factor/set-up/", second_factor.second_factor_set_up, name="second_factor_set_up"),
    path("second-factor/codes/", second_factor.second_factor_codes, name="second_factor_codes"),
    path("second-factor/off/", second_factor.second_factor_off, name="second_factor_off"),
    path("people/", people.people, name="people"),
    path("people/<int:pk>/hand-over/", handing_over.person_hand_over, name="person_hand_over"),
    path("people/<int:pk>/<slug:action>/", people.person, name="person"),
    path("delegations/", standing_in.delegations, name="delegations"),
    path("delegations/<int:pk>/end/", standing_in.delegation_end, name="delegation_end"),
    path("sessions/", own_sessions.sessions, name="sessions"),
    path("sessions/end/", own_sessions.sessions_end_others, name="sessions_end_others"),
    path("sessions/<int:pk>/end/", own_sessions.session_end, name="session_end"),
    path("mails/", own_settings.mails, name="mails"),
]
if settings.OIDC_ISSUER:
    urlpatterns.append(path("login/", include("budget_site.accounts.oidc.urls")))
