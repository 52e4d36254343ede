"""The portal's addresses and /hello."""

from django.http import HttpResponse
from django.urls import path

from popnet import urls


def hello(request):
    return HttpResponse("hello world\n", content_type="text/plain")


hello.policy = "public"

urlpatterns = [path("hello", hello), *urls.urlpatterns]
handler400, handler403 = urls.handler400, urls.handler403
handler404, handler500 = urls.handler404, urls.handler500
