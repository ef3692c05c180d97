"""Writes reference.json: the values that scikit-learn gives for fixed predictions.

Run `pip install scikit-learn==1.9.1` and `python reference.py > reference.json` in this folder. The calibration error is
not in scikit-learn; it is computed here from its formula with numpy, apart from the project's own code.
"""

import json
import sys
import warnings

import numpy as np
import sklearn
from sklearn import metrics

warnings.filterwarnings("ignore")
random = np.random.default_rng(7)


def distributions(rows, classes, sharpness):
    logits = random.normal(size=(rows, classes)) * sharpness
    exponents = np.exp(logits - logits.max(axis=1, keepdims=True))
    # Two digits make ties.
    rounded = np.round(exponents / exponents.sum(axis=1, keepdims=True), 2) + 0.01
    return (rounded / rounded.sum(axis=1, keepdims=True)).astype(np.float32)


def calibration_error(truth, probabilities, bins):
    confidence = probabilities.astype(np.float64).max(axis=1)
    right = probabilities.argmax(axis=1) == truth
    edges = np.linspace(0, 1, bins + 1)
    error = 0.0
    for low, high in zip(edges[:-1], edges[1:]):
        inside = (confidence > low) & (confidence <= high)
        if inside.any():
            error += inside.mean() * abs(right[inside].mean() - confidence[inside].mean())
    return error


def auc(truth, probabilities):
    if probabilities.shape[1] == 2:
        return metrics.roc_auc_score(truth, probabilities[:, 1])
    present = np.unique(truth)
    areas = [metrics.roc_auc_score(truth == label, probabilities[:, label]) for label in present]
    return float(np.mean(areas))


def classification(name, truth, probabilities):
    predicted = probabilities.argmax(axis=1)
    classes = probabilities.shape[1]
    wide = probabilities.astype(np.float64)
    values = {
        "accuracy": metrics.accuracy_score(truth, predicted),
        "log_loss": metrics.log_loss(truth, wide / wide.sum(axis=1, keepdims=True), labels=range(classes)),
        "auc": auc(truth, probabilities),
        "calibration_error": calibration_error(truth, probabilities, 15),
        "calibration_error_5": calibration_error(truth, probabilities, 5),
        "confusion_matrix": metrics.confusion_matrix(truth, predicted, labels=range(classes)).tolist(),
    }
    for average in ("macro", "micro"):
        values[f"precision_{average}"] = metrics.precision_score(truth, predicted, average=average, zero_division=0)
        values[f"recall_{average}"] = metrics.recall_score(truth, predicted, average=average, zero_division=0)
        values[f"f1_{average}"] = metrics.f1_score(truth, predicted, average=average, zero_division=0)
    return {
        "name": name,
        "classes": classes,
        "truth": truth.tolist(),
        "probabilities": [float(value) for value in probabilities.ravel()],
        "values": values,
    }


def top(truth, probabilities, k):
    return metrics.top_k_accuracy_score(truth, probabilities, k=k, labels=range(probabilities.shape[1]))


def regression(name, truth, predicted):
    truth, predicted = truth.astype(np.float32), predicted.astype(np.float32)
    wide_truth, wide_predicted = truth.astype(np.float64), predicted.astype(np.float64)
    return {
        "name": name,
        "truth": [float(value) for value in truth],
        "predicted": [float(value) for value in predicted],
        "values": {
            "rmse": metrics.root_mean_squared_error(wide_truth, wide_predicted),
            "mae": metrics.mean_absolute_error(wide_truth, wide_predicted),
            "r2": metrics.r2_score(wide_truth, wide_predicted),
        },
    }


binary = distributions(60, 2, 1.5)
binary_truth = (random.random(60) < binary[:, 1]).astype(int)
three = distributions(80, 3, 1.0)
three_truth = random.integers(0, 3, 80)
five = distributions(50, 5, 2.0)
# Class 3 is never true; class 4 is never predicted.
five_truth = random.choice([0, 1, 2, 4], 50)
five[:, 4] = 0
five = (five / five.sum(axis=1, keepdims=True)).astype(np.float32)
certain = np.eye(3, dtype=np.float32)[[0, 1, 2, 1]]

# Without ties, which are broken in another way there.
distinct = random.dirichlet(np.ones(6), 40).astype(np.float32)
distinct_truth = random.integers(0, 6, 40)
ranked = classification("six classes without ties", distinct_truth, distinct)
for k in (2, 3):
    ranked["values"][f"accuracy_{k}"] = top(distinct_truth, distinct, k)

line = np.linspace(-3, 3, 40)
json.dump(
    {
        "made_with": f"scikit-learn {sklearn.__version__}",
        "classification": [
            classification("two classes with ties", binary_truth, binary),
            classification("three classes with ties", three_truth, three),
            classification("five classes, one absent, one never predicted", five_truth, five),
            classification("certain, with one error", np.array([0, 1, 2, 2]), certain),
            ranked,
        ],
        "regression": [
            regression("a noisy line", line, line + random.normal(size=40) * 0.5),
            regression("worse than the mean", line, -line * 2),
            regression("large numbers", line * 1e6 + 5e6, line * 1e6 + 5e6 + random.normal(size=40) * 1e4),
        ],
    },
    sys.stdout,
)
sys.stdout.write("\n")
