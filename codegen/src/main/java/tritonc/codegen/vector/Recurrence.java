package tritonc.codegen.vector;

import org.jspecify.annotations.Nullable;

import tritonc.codegen.loop.Amount;
import tritonc.codegen.loop.Buffer;
import tritonc.codegen.loop.Loop;
import tritonc.codegen.loop.LoopNode;
import tritonc.codegen.loop.Memory;
import tritonc.ir.tile.Arithmetic;
import tritonc.ir.tile.BinaryKind;
import tritonc.ir.tile.Value;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A buffer element that an iteration reads and the iteration before it has written, as in running
/// sums: the value can stay in a register, which takes the way through memory out of the chain from
/// one iteration to the next.
///
/// @param load what becomes the value that is carried along
/// @param first the element that the first iteration reads
/// @param next what an iteration writes
record Recurrence(Memory.BufferLoad load, Memory.Element first, Value next) {

    /// A whole number as `factor · index + offset`.
    private record Affine(long factor, long offset) {}

    /// The recurrences of a loop whose iterations run one after the other.
    ///
    /// @param constants scalars that are known, by id
    static List<Recurrence> of(Loop loop, Map<Integer, Arithmetic.Constant> constants) {
        List<Recurrence> found = new ArrayList<>();
        List<LoopNode> nodes = loop.body().nodes();
        boolean isFlat =
                nodes.stream().allMatch(n -> n instanceof LoopNode.Compute || n instanceof Memory);
        if (!isFlat || !(loop.from() instanceof Amount.Constant(long from))) {
            return found;
        }
        Map<Integer, Affine> numbers = numbers(loop, constants);
        for (LoopNode node : nodes) {
            if (node instanceof Memory.BufferLoad load) {
                Memory.BufferStore store = onlyStore(nodes, load.element().buffer());
                Affine read = affine(load.element(), numbers);
                Affine written = store == null ? null : affine(store.element(), numbers);
                if (store != null
                        && read != null
                        && written != null
                        && nodes.indexOf(load) < nodes.indexOf(store)
                        && read.factor() == written.factor()
                        && read.offset() + read.factor() == written.offset()) {
                    long at = read.factor() * from + read.offset();
                    if (at >= 0 && at < load.element().buffer().size()) {
                        Buffer buffer = load.element().buffer();
                        Memory.Element first = new Memory.Element(buffer, List.of(), (int) at);
                        found.add(new Recurrence(load, first, store.value()));
                    }
                }
            }
        }
        return found;
    }

    private static Memory.@Nullable BufferStore onlyStore(List<LoopNode> nodes, Buffer buffer) {
        Memory.BufferStore only = null;
        for (LoopNode node : nodes) {
            if (node instanceof Memory.BufferStore s && s.element().buffer().equals(buffer)) {
                if (only != null) {
                    return null;
                }
                only = s;
            }
        }
        return only;
    }

    /// The integers of the body that are affine in the index, by id.
    private static Map<Integer, Affine> numbers(
            Loop loop, Map<Integer, Arithmetic.Constant> constants) {
        Map<Integer, Affine> known = new HashMap<>();
        constants.forEach((id, c) -> known.put(id, new Affine(0, (int) c.bits())));
        known.put(loop.index().id(), new Affine(1, 0));
        for (LoopNode node : loop.body().nodes()) {
            if (node instanceof LoopNode.Compute c
                    && c.op() instanceof Arithmetic.Binary b
                    && (b.kind() == BinaryKind.ADD || b.kind() == BinaryKind.SUB)) {
                Affine x = known.get(b.a().id());
                Affine y = known.get(b.b().id());
                if (x != null && y != null) {
                    int sign = b.kind() == BinaryKind.ADD ? 1 : -1;
                    long factor = x.factor() + sign * y.factor();
                    known.put(c.result().id(), new Affine(factor, x.offset() + sign * y.offset()));
                }
            }
        }
        return known;
    }

    private static @Nullable Affine affine(Memory.Element e, Map<Integer, Affine> numbers) {
        long factor = 0;
        long offset = e.offset();
        for (Memory.Term t : e.terms()) {
            Affine index = numbers.get(t.index().id());
            if (index == null) {
                return null;
            }
            factor += index.factor() * t.stride();
            offset += index.offset() * t.stride();
        }
        return new Affine(factor, offset);
    }
}
