package tritonc.codegen.loop;

import tritonc.ir.tile.Value;

import java.util.List;

/// The address of one element in a tensor: `base + Σ index · stride`, computed in 64 bits (it
/// wraps). With terms, `base` and the strides are uniform along the terms' loops, so that the
/// address is affine in the loop indices; without, `base` is the address itself and may vary
/// however it likes.
///
/// @param base a pointer
/// @param terms at most one a loop; a loop that has none does not move the address
/// @param alignment what `base` is known to be a multiple of, in bytes; 1 if nothing is known
public record Place(Value base, List<Term> terms, int alignment) {
    public Place {
        terms = List.copyOf(terms);
    }

    /// A place whose address was computed.
    public static Place at(Value pointer) {
        return new Place(pointer, List.of(), 1);
    }

    /// @param index the index of a loop around the access (i32, not negative)
    /// @param stride in bytes
    /// @param divisibility what the stride is known to be a multiple of, in bytes; 1 if nothing is
    ///   known, and the stride's own size where it is a constant
    public record Term(Value index, Amount stride, int divisibility) {}
}
