"""The portal's addresses and /hello."""

from django.http import HttpResponse
from django.urls import path

from monitoring.scorecards.printed import forget_all
from popnet import urls


def hello(request):
    return HttpResponse("hello world\n", content_type="text/plain")


hello.policy = "public"


def without_memory(get_response):
    def middleware(request):
        forget_all()
        return get_response(request)

    return middleware


urlpatterns = [path("hello", hello), *urls.urlpatterns]
handler400, handler403 = urls.handler400, urls.handler403
handler404, handler500 = urls.handler404, urls.handler500
