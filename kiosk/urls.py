"""The public pages. The words before `<office>` are reserved: no office can have them as its slug."""

from django.urls import path

from kiosk import boards, catalogue, health, lobby, lookup, performance, ratings, tickets

app_name = "kiosk"
urlpatterns = [
    path("healthz", health.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
    path("", lobby.entrance, name="entrance"),
    path("tickets/<slug:token>/", tickets.ticket_page, name="ticket"),
    path("tickets/<slug:token>/later/", tickets.later, name="ticket_later"),
    path("tickets/<slug:token>/leave/", tickets.leave, name="ticket_leave"),
    path("tickets/<slug:token>/also/", tickets.also, name="ticket_also"),
    path("tickets/<slug:token>/rating/", tickets.rate, name="ticket_rating"),
    path("tickets/<slug:token>/paper/", tickets.paper, name="ticket_paper"),
    path("<slug:office>/", lobby.home, name="home"),
    path("<slug:office>/board/", boards.board_page, name="board"),
    path("<slug:office>/board.json", boards.board_json, name="board_json"),
    path("<slug:office>/board/worker.js", boards.board_worker, name="board_worker"),
    path("<slug:office>/board/sizes.css", boards.board_sizes, name="board_sizes"),
    path("<slug:office>/board/seen/", boards.board_seen, name="board_seen"),
    path("<slug:office>/board/procedures/", boards.board_procedures, name="board_procedures"),
    path("<slug:office>/procedures/", catalogue.procedure_list, name="procedures"),
    path(
        "<slug:office>/procedures/<path:code>/files/<int:pk>/",
        catalogue.procedure_file,
        name="procedure_file",
    ),
    path("<slug:office>/procedures/<path:code>/", catalogue.procedure_page, name="procedure"),
    path("<slug:office>/tickets/", tickets.tickets, name="tickets"),
    path("<slug:office>/lookup/", lookup.lookup, name="lookup"),
    path("<slug:office>/rating/", ratings.rating_page, name="rating"),
    path("<slug:office>/performance/", performance.performance_page, name="performance"),
    path("<slug:office>/performance.json", performance.performance_json, name="performance_json"),
    path("<slug:office>/performance.csv", performance.performance_csv, name="performance_csv"),
]
