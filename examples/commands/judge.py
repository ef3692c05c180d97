"""Writes the accuracy of a fitted classifier on rows that it has not seen."""
import collections
import json
import sys

from penguins import distance, read

model_path, rows_path, result_path = sys.argv[1:]
with open(model_path) as file:
    model = json.load(file)
points, species = read(rows_path)


def predict(point):
    scaled = [(x - m) / d for x, m, d in zip(point, model["means"], model["deviations"])]
    nearest = sorted(range(len(model["points"])), key=lambda i: distance(scaled, model["points"][i]))
    votes = collections.Counter(model["species"][i] for i in nearest[: model["neighbours"]])
    return votes.most_common(1)[0][0]


right = sum(predict(point) == truth for point, truth in zip(points, species))
with open(result_path, "w") as file:
    json.dump({"accuracy": right / len(points), "rows": len(points)}, file)
print(f"{right} of {len(points)} right")
