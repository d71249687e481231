from django.contrib import admin
from django.urls import include, path

from backoffice.dossiers.admin_views.by_code import by_code

urlpatterns = [
    path("admin/dossiers/code/<str:code>/", admin.site.admin_view(by_code), name="dossier_by_code"),
    path("admin/", admin.site.urls),
    path("i18n/", include("django.conf.urls.i18n")),
    path("", include("kiosk.urls")),
]
