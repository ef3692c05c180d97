"""The same training in PyTorch on one thread: prints the steps a second between the first and the last epoch."""
import os
import sys

os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = "1"

try:
    import torch
except ImportError:
    sys.exit("torch is not installed")
import time

inputs, hidden, classes, batch, epochs = sys.argv[1:]
sizes = [int(inputs), *map(int, hidden.split(",")), int(classes)]
batch, epochs, rows = int(batch), int(epochs), 4096
torch.set_num_threads(1)
torch.manual_seed(1)

layers = []
for index in range(len(sizes) - 1):
    layers.append(torch.nn.Linear(sizes[index], sizes[index + 1]))
    if index < len(sizes) - 2:
        layers.append(torch.nn.ReLU())
model = torch.nn.Sequential(*layers)
optimizer = torch.optim.Adam(model.parameters(), 1e-3)
features = torch.randn(rows, sizes[0])
target = torch.randint(0, sizes[-1], (rows,))

ends = []
for _ in range(epochs):
    order = torch.randperm(rows)
    total = 0.0
    for start in range(0, rows, batch):
        chosen = order[start : start + batch]
        optimizer.zero_grad(set_to_none=True)
        loss = torch.nn.functional.cross_entropy(model(features[chosen]), target[chosen])
        loss.backward()
        optimizer.step()
        total += loss.item()
    ends.append(time.perf_counter())
steps = (epochs - 1) * -(-rows // batch)
print(f"{steps / (ends[-1] - ends[0]):.3f} {torch.__version__}")
