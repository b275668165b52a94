"""What everything is measured against: the least that Django does for a person who is signed in.

The same middleware, session and account as any page of ours, one short template, no query of its own.
"""

from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt

ADDRESS = "/bare/"
_TEMPLATE = """<!doctype html>
<html lang="zh-hans"><head><meta charset="utf-8"><title>{{ heading }}</title></head>
<body><h1>{{ heading }}</h1><p>{{ request.user }}</p>
<ul>{% for line in lines %}<li>{{ line }}</li>{% endfor %}</ul></body>
</html>"""


@csrf_exempt
def bare(request: HttpRequest) -> HttpResponse:
    template = engines["django"].from_string(_TEMPLATE)
    return HttpResponse(template.render({"heading": "空白页", "lines": range(10)}, request))


urlpatterns = [path(ADDRESS[1:], bare), path("", include("budget_site.urls"))]
handler404 = "budget_site.errors.not_found"
handler403 = "budget_site.errors.forbidden"
