package tritonc.ir.analysis;

import tritonc.ir.tile.Arithmetic;
import tritonc.ir.tile.Block;
import tritonc.ir.tile.ControlOp;
import tritonc.ir.tile.CrossLane;
import tritonc.ir.tile.Dot;
import tritonc.ir.tile.EffectOp;
import tritonc.ir.tile.Fold;
import tritonc.ir.tile.Gather;
import tritonc.ir.tile.MemoryOp;
import tritonc.ir.tile.Parameter;
import tritonc.ir.tile.ProgramOp;
import tritonc.ir.tile.Reduce;
import tritonc.ir.tile.ShapeOp;
import tritonc.ir.tile.Statement;
import tritonc.ir.tile.TileKernel;
import tritonc.ir.tile.TileOp;
import tritonc.ir.tile.Value;
import tritonc.ir.type.PointerType;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Which parameters each pointer of a kernel may derive from: the one law by which every executor
/// checks accesses. A pointer of exactly one parameter ([#single]) is checked against the storage
/// of that argument; every other one against all storages of the launch.
///
/// Origins pass through `addptr`, `select`, shape ops, casts between pointer types, loop-carried
/// values and the results of control flow. A pointer cast from an integer, loaded from memory or
/// constant is of unknown origin.
public final class Provenance {
    private final Map<Value, Origins> origins = new HashMap<>();
    private boolean grew;

    /// @param parameters ascending indexes into the kernel's parameters
    /// @param unknown whether it may derive from something else as well
    public record Origins(List<Integer> parameters, boolean unknown) {
        private static final Origins NONE = new Origins(List.of(), false);
        private static final Origins UNKNOWN = new Origins(List.of(), true);

        public Origins {
            parameters = List.copyOf(parameters);
        }

        private Origins and(Origins other) {
            if (equals(other) || other.equals(NONE)) {
                return this;
            }
            if (equals(NONE)) {
                return other;
            }
            BitSet all = new BitSet();
            parameters.forEach(all::set);
            other.parameters.forEach(all::set);
            List<Integer> joined = new ArrayList<>();
            for (int i = all.nextSetBit(0); i >= 0; i = all.nextSetBit(i + 1)) {
                joined.add(i);
            }
            return new Origins(joined, unknown || other.unknown);
        }
    }

    private Provenance() {}

    public static Provenance of(TileKernel kernel) {
        Provenance found = new Provenance();
        List<Parameter> parameters = kernel.parameters();
        for (int i = 0; i < parameters.size(); i++) {
            if (parameters.get(i).type() instanceof PointerType) {
                found.put(parameters.get(i).value(), new Origins(List.of(i), false));
            }
        }
        do {
            found.grew = false;
            found.block(kernel.body());
        } while (found.grew);
        return found;
    }

    /// What a pointer, or a block of pointers, may derive from.
    public Origins of(Value pointer) {
        return origins.getOrDefault(pointer, Origins.NONE);
    }

    /// The index of the only parameter that `pointer` derives from; -1 if it may be any other set.
    public int single(Value pointer) {
        Origins all = of(pointer);
        return all.parameters().size() == 1 && !all.unknown() ? all.parameters().getFirst() : -1;
    }

    private void put(Value value, Origins more) {
        if (value.type().isPointer()) {
            Origins old = origins.get(value);
            Origins now = old == null ? more : old.and(more);
            if (!now.equals(old)) {
                origins.put(value, now);
                grew = true;
            }
        }
    }

    private void put(List<Value> to, List<Value> from) {
        for (int i = 0; i < to.size() && i < from.size(); i++) {
            put(to.get(i), of(from.get(i)));
        }
    }

    private void block(Block block) {
        for (Statement statement : block.statements()) {
            List<Value> results = statement.results();
            if (statement.op() instanceof ControlOp control) {
                control(control, results);
            } else {
                for (Value result : results) {
                    if (result.type().isPointer()) {
                        put(result, derived(statement.op()));
                    }
                }
            }
        }
    }

    private void control(ControlOp op, List<Value> results) {
        switch (op) {
            case ControlOp.For f -> {
                put(f.carried(), f.inits());
                block(f.body());
                put(f.carried(), f.body().yields());
                put(results, f.inits());
                put(results, f.body().yields());
            }
            case ControlOp.If i -> {
                block(i.thenBlock());
                block(i.elseBlock());
                put(results, i.thenBlock().yields());
                put(results, i.elseBlock().yields());
            }
            case ControlOp.While w -> {
                put(w.before().parameters(), w.inits());
                block(w.before());
                put(w.after().parameters(), w.condition().values());
                block(w.after());
                put(w.before().parameters(), w.after().yields());
                put(results, w.condition().values());
            }
            case ControlOp.Yield _, ControlOp.Condition _ -> {}
        }
    }

    private Origins derived(TileOp op) {
        return switch (op) {
            case Arithmetic.AddPointer a -> of(a.pointer());
            case Arithmetic.Select s -> of(s.ifTrue()).and(of(s.ifFalse()));
            case Arithmetic.Cast c -> c.x().type().isPointer() ? of(c.x()) : Origins.UNKNOWN;
            case Arithmetic a -> Origins.UNKNOWN;
            case ShapeOp s ->
                    s.operands().isEmpty() ? Origins.UNKNOWN : of(s.operands().getFirst());
            case MemoryOp m -> Origins.UNKNOWN;
            case EffectOp e -> Origins.UNKNOWN;
            case ProgramOp p -> Origins.UNKNOWN;
            case Reduce r -> Origins.UNKNOWN;
            case Gather g -> of(g.x());
            case CrossLane c -> Origins.UNKNOWN;
            case Fold f -> Origins.UNKNOWN;
            case Dot d -> Origins.UNKNOWN;
            case ControlOp c -> Origins.UNKNOWN;
        };
    }
}
