from django.urls import path

app_name = "kiosk"
urlpatterns: list[path] = []
