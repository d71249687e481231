from backoffice.tickets.models.board import Board, Rating, Screen, TicketSeries, WaitEstimate
from backoffice.tickets.models.tickets import Ticket, TicketEvent

__all__ = ["Board", "Rating", "Screen", "Ticket", "TicketEvent", "TicketSeries", "WaitEstimate"]
