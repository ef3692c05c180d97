"""The measurements of penguins.csv as points, for the other scripts."""
import csv

MEASUREMENTS = ["bill_length_mm", "bill_depth_mm", "flipper_length_mm", "body_mass_g"]


def read(path):
    """The points (a list of floats each) and the species of a CSV file's rows."""
    with open(path, newline="") as file:
        rows = list(csv.DictReader(file))
    return [[float(row[name]) for name in MEASUREMENTS] for row in rows], [row["species"] for row in rows]


def distance(a, b):
    return sum((x - y) ** 2 for x, y in zip(a, b))
