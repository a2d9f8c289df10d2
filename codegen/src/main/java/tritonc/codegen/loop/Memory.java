package tritonc.codegen.loop;

import org.jspecify.annotations.Nullable;

import tritonc.ir.tile.AtomicKind;
import tritonc.ir.tile.Location;
import tritonc.ir.tile.Semantic;
import tritonc.ir.tile.Value;

import java.util.List;

/// The steps that touch memory, one element each.
public sealed interface Memory extends LoopNode {
    /// Reads a tensor. Where `mask` (i1; absent means true) is false nothing is touched or checked
    /// and the result is `other`, or 0 (false, address 0) where that is absent. `i1` is a byte in
    /// memory, true if not 0.
    ///
    /// @param isVolatile must be read each time it is reached, and not before what stands before it
    record Load(
            Value result,
            Place place,
            @Nullable Value mask,
            @Nullable Value other,
            boolean isVolatile,
            Access access,
            Location at)
            implements Memory {}

    /// Writes a tensor where `mask` (i1; absent means true) holds. `i1` is written as the byte 0 or
    /// 1.
    record Store(Place place, Value value, @Nullable Value mask, Access access, Location at)
            implements Memory {}

    /// Reads the old value and writes `kind(old, value)` in one step, where `mask` holds.
    ///
    /// @param result the old value, 0 where masked off; absent where nobody reads it
    /// @param compare if given, nothing is written unless the old value has these bits
    record Atomic(
            @Nullable Value result,
            AtomicKind kind,
            Place place,
            Value value,
            @Nullable Value compare,
            @Nullable Value mask,
            Semantic semantic,
            Access access,
            Location at)
            implements Memory {}

    /// Reads an element of a buffer.
    record BufferLoad(Value result, Element element, Location at) implements Memory {}

    /// Writes an element of a buffer.
    record BufferStore(Element element, Value value, Location at) implements Memory {}

    /// The element number `offset + Σ index · stride` of a buffer; always inside.
    ///
    /// @param terms at most one an index
    record Element(Buffer buffer, List<Term> terms, int offset) {
        public Element {
            terms = List.copyOf(terms);
        }
    }

    /// @param index an i32 that is not negative: a loop index, or made from some
    /// @param stride in elements
    record Term(Value index, int stride) {}
}
