package tritonc.codegen.vector;

import org.jspecify.annotations.Nullable;

import tritonc.ir.tile.Value;

/// A 64-bit integer as a sum, taken modulo 2^64.
///
/// @param base an i64 that is the same in all iterations; null for 0
/// @param lanes an i32, extended with its sign
record Split(@Nullable Value base, Value lanes) {}
