package tritonc.ir.artifact;

import tritonc.ir.type.ElementType;

/// One parameter of a kernel, in the order of its source, as Triton's ahead-of-time signatures
/// write it.
public sealed interface SignatureEntry {
    String name();

    /// The entry as signatures write it: `*fp32:16`, `i32`, `1024`.
    String text();

    /// A value given at launch.
    ///
    /// @param divisibility what the value (a pointer's address in bytes) must be a multiple of; 1
    ///   for any
    record Runtime(String name, ElementType type, int divisibility) implements SignatureEntry {
        @Override
        public String text() {
            return divisibility == 1 ? type.toString() : type + ":" + divisibility;
        }
    }

    /// An integer that must be 1 at launch and was compiled as the constant 1 (hint `:1`).
    record One(String name, ElementType type) implements SignatureEntry {
        @Override
        public String text() {
            return type + ":1";
        }
    }

    /// A value fixed at compile time: constexpr parameters, and `None` for an absent argument.
    ///
    /// @param literal as signatures write it: `1024`, `-0.5`, `True`, `None`, `'text'`, `fp16`
    record Constexpr(String name, String literal) implements SignatureEntry {
        @Override
        public String text() {
            return literal;
        }
    }
}
