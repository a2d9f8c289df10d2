package tritonc.fuzz.source;

import tritonc.ir.type.DType;
import tritonc.ir.type.Shape;

import java.util.List;

/// A function that the kernel may call.
///
/// @param parameters what it takes, before a constexpr flag
/// @param results what it returns; a tuple if more than one
record Helper(String name, List<Slot> parameters, List<Slot> results) {
    record Slot(DType dtype, Shape shape) {}
}
