package tritonc.fuzz.source;

import tritonc.ir.type.DType;
import tritonc.ir.type.Shape;

/// A name of the kernel text with the type it always has.
///
/// @param assignable whether statements may give it another value
record Variable(String name, DType dtype, Shape shape, boolean assignable) {}
