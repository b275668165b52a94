from django.urls import path

from budget_site.accounts.views import people, signing_in

urlpatterns = [
    path("login/", signing_in.SignIn.as_view(), name="login"),
    path("again/", signing_in.sign_in_again, name="sign_in_again"),
    path("logout/", signing_in.SignOut.as_view(), name="logout"),
    path("password/", signing_in.ChangePassword.as_view(), name="password_change"),
    path("people/", people.people, name="people"),
    path("people/<int:pk>/<slug:action>/", people.person, name="person"),
]
