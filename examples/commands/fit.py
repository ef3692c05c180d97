"""Fits a classifier of penguins: the centroid of each species, or all points for a vote of the nearest."""
import argparse
import json
import statistics

from penguins import read

parser = argparse.ArgumentParser()
parser.add_argument("kind", choices=["centroids", "nearest"])
parser.add_argument("--neighbours", type=int, default=1)
parser.add_argument("train")
parser.add_argument("model")
arguments = parser.parse_args()

points, species = read(arguments.train)
means = [statistics.mean(column) for column in zip(*points)]
deviations = [statistics.pstdev(column) for column in zip(*points)]
scaled = [[(x - m) / d for x, m, d in zip(point, means, deviations)] for point in points]
if arguments.kind == "centroids":
    labels = sorted(set(species))
    scaled = [
        [statistics.mean(column) for column in zip(*(p for p, s in zip(scaled, species) if s == label))]
        for label in labels
    ]
    species = labels

model = {"means": means, "deviations": deviations, "points": scaled, "species": species}
model["neighbours"] = 1 if arguments.kind == "centroids" else arguments.neighbours
print(f"fitted {arguments.kind} on {len(points)} penguins")
with open(arguments.model, "w") as file:
    json.dump(model, file)
