package tritonc.house.planted.optimizer;

import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

import tritonc.house.planted.grammar.ImportsAhead;

/// Planted: a circle with the grammar, and a token where none belongs.
public record ImportsBack(@Nullable ImportsAhead back, Token token) {}
