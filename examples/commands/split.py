"""Deals the rows of a CSV file into three by a seeded shuffle: 70%, 15%, 15%."""
import argparse
import random

parser = argparse.ArgumentParser()
parser.add_argument("--seed", type=int, required=True)
parser.add_argument("rows")
parser.add_argument("parts", nargs=3)
arguments = parser.parse_args()

with open(arguments.rows) as file:
    header, *rows = file.read().splitlines()
random.Random(arguments.seed).shuffle(rows)
first, second = round(len(rows) * 0.7), round(len(rows) * 0.85)
for path, part in zip(arguments.parts, [rows[:first], rows[first:second], rows[second:]]):
    with open(path, "w") as file:
        file.write("\n".join([header, *part]) + "\n")
