"""Prints the measurements, one a line."""

from bench import days

MEASUREMENTS = [days.due_dates]

if __name__ == "__main__":
    for measure in MEASUREMENTS:
        print(measure())
