package tritonc.codegen.vector;

import org.jspecify.annotations.Nullable;

import tritonc.codegen.loop.Guard;
import tritonc.codegen.loop.LoopNode;
import tritonc.codegen.loop.Overlap;
import tritonc.ir.tile.Arithmetic;
import tritonc.ir.tile.BinaryKind;
import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What each program of a pipeline must be asked, once whole storages are known to be apart: that
/// parts of them are needs no test any more.
final class PipelineConditions {
    private final Trace trace;
    private final List<Overlap> apart;
    private final Map<Value, LoopNode> makers = new HashMap<>();
    private final Map<Guard.Region, Integer> storages = new HashMap<>();

    /// @param apart storages that have no byte in common
    PipelineConditions(Trace trace, List<Overlap> apart) {
        this.trace = trace;
        this.apart = apart;
        trace.scalars().forEach(n -> Results.of(n, v -> makers.put(v, n)));
    }

    /// Conditions that hold together where all of the trace's do.
    List<Value> needed() {
        List<Value> terms = terms();
        for (Value term : terms) {
            if (maker(term) instanceof Guard.Inside i) {
                storages.put(i.region(), i.parameter());
            }
        }
        terms.removeIf(this::isImplied);
        return terms;
    }

    private List<Value> terms() {
        List<Value> terms = new ArrayList<>();
        Deque<Value> left = new ArrayDeque<>(trace.conditions());
        while (!left.isEmpty()) {
            Value next = trace.resolved(left.pop());
            Arithmetic.Binary and = junction(next, BinaryKind.AND);
            if (and != null) {
                left.push(and.b());
                left.push(and.a());
            } else if (!terms.contains(next)) {
                terms.add(next);
            }
        }
        return terms;
    }

    private @Nullable LoopNode maker(Value value) {
        return makers.get(trace.resolved(value));
    }

    private Arithmetic.@Nullable Binary junction(Value value, BinaryKind kind) {
        return maker(value) instanceof LoopNode.Compute(Value result, Arithmetic.Binary b, var _)
                        && b.kind() == kind
                        && result.type() == DType.I1
                ? b
                : null;
    }

    private boolean isImplied(Value term) {
        if (maker(term) instanceof Guard.Disjoint d) {
            return areApart(storages.get(d.a()), storages.get(d.b()));
        }
        Arithmetic.Binary or = junction(term, BinaryKind.OR);
        return or != null && (isImplied(or.a()) || isImplied(or.b()));
    }

    private boolean areApart(@Nullable Integer a, @Nullable Integer b) {
        return a != null
                && b != null
                && (apart.contains(new Overlap(a, b)) || apart.contains(new Overlap(b, a)));
    }
}
