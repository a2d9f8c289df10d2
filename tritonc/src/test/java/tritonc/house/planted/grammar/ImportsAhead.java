package tritonc.house.planted.grammar;

import tritonc.house.planted.optimizer.ImportsBack;

/// Planted: the grammar knows the optimizer, and the optimizer the grammar.
public record ImportsAhead(ImportsBack ahead) {}
