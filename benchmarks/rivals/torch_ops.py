"""The rival of `bin/bench --python`: PyTorch's eager operators on the shapes of the examples.

Reads the name of an example a line, runs it for about 150 ms and answers the mean time of one run in seconds.
"""
import sys
import time

import torch

torch.set_num_threads(int(sys.argv[1]))
torch.manual_seed(1)

x, y, out = torch.rand(98304), torch.rand(98304), torch.empty(98304)
rows, weight, bias = torch.randn(4096, 1024), torch.rand(1024), torch.rand(1024)
normal = torch.empty(4096, 1024)
a, b, c = torch.randn(512, 512), torch.randn(512, 512), torch.empty(512, 512)

OPERATORS = {
    "vector_add": lambda: torch.add(x, y, out=out),
    "softmax": lambda: torch.softmax(rows, 1, out=normal),
    "layer_norm": lambda: torch.nn.functional.layer_norm(rows, (1024,), weight, bias),
    "matmul": lambda: torch.mm(a, b, out=c),
}

with torch.inference_mode():
    for line in sys.stdin:
        run = OPERATORS[line.strip()]
        count, start, spent = 0, time.perf_counter(), 0.0
        while spent < 0.15:
            run()
            count += 1
            spent = time.perf_counter() - start
        print(spent / count, flush=True)
