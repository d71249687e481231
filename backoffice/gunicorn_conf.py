"""gunicorn's settings: threads, so that screens which wait do not keep officers waiting."""

from django.contrib.auth import get_user_model
from django.db import connection
from django.utils.translation import gettext

bind = "127.0.0.1:8000"
worker_class = "gthread"
workers = 2
threads = 4
loglevel = "warning"
# By default it is one file in the account's home, shared by every server on the machine.
control_socket_disable = True


def post_worker_init(worker):
    """Print the address once, when the first worker is ready; workers that replace it print nothing."""
    if worker.age == 1:
        print("", _directions(f"http://{worker.cfg.bind[0]}"), "", sep="\n", flush=True)
        connection.close()


def _directions(here):
    if not get_user_model().objects.filter(username="quan-tri").exists():
        return gettext("The desk's side: %(here)s/admin/ · the lobby: %(here)s/") % {"here": here}
    return gettext(
        "The desk's side: %(here)s/admin/\n"
        "Sign in as tiep-nhan (reception), truong-bo-phan (desk lead), kiem-soat (catalogue keeper)\n"
        "or quan-tri (administrator); the password of all is motcua-demo\n"
        "The lobby's screen: %(here)s/luong-son/board/\n"
        "The citizens' page: %(here)s/luong-son/"
    ) % {"here": here}
