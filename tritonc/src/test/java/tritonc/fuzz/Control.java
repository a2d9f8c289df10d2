package tritonc.fuzz;

import tritonc.ir.tile.BinaryKind;
import tritonc.ir.tile.Block;
import tritonc.ir.tile.CompareKind;
import tritonc.ir.tile.ControlOp;
import tritonc.ir.tile.EffectOp;
import tritonc.ir.tile.TileOp;
import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;
import tritonc.ir.type.Type;

import java.util.ArrayList;
import java.util.List;

/// The part of the generator that makes lists of statements, loops and branches.
final class Control {
    private static final int DEEPEST = 2;

    private final KernelGenerator make;

    Control(KernelGenerator make) {
        this.make = make;
    }

    void statements(int count, int depth) {
        for (int i = 0; i < count; i++) {
            make.place();
            int pick = make.choices.below(100);
            if (pick < 58) {
                make.computation.step();
                if (make.choices.chance(45)) {
                    make.memory.storeValue(make.pool.newest(1).getFirst());
                }
            } else if (pick < 74) {
                make.memory.load();
            } else if (pick < 81) {
                make.memory.store();
            } else if (pick < 84) {
                make.fusedStores.make();
            } else if (pick < 88) {
                make.memory.atomic();
            } else if (pick < 89) {
                effect();
            } else if (depth < DEEPEST) {
                nested(depth + 1);
            }
        }
    }

    /// A print of a few lanes, or an assertion that mostly holds.
    private void effect() {
        if (make.choices.chance(30)) {
            List<Value> printed = new ArrayList<>();
            Value known = make.pool.pick(t -> !t.isPointer() && t.size() <= 16);
            if (known != null) {
                printed.add(known);
            }
            boolean isHex = make.choices.chance(30);
            make.out.addAll(new EffectOp.Print(" seen: ", isHex, printed));
            return;
        }
        Value x = make.pool.pick(t -> !t.isPointer());
        if (x == null) {
            return;
        }
        long rare = make.choices.below(1000) + 77;
        Value other = make.out.cast(make.out.i32((int) rare), x.type().element());
        Value spread = x.type().isBlock() ? make.out.splat(other, x.type().shape()) : other;
        Value holds = make.out.compare(CompareKind.NE, x, spread);
        make.out.addAll(new EffectOp.Assert(holds, "it is " + rare));
    }

    private void nested(int depth) {
        int pick = make.choices.below(10);
        if (pick < 5) {
            loop(depth);
        } else if (pick < 9) {
            branch(depth);
        } else {
            whileLoop(depth);
        }
    }

    /// One to three values that a loop may carry.
    private List<Value> carried() {
        List<Value> inits = new ArrayList<>();
        int count = 1 + make.choices.below(3);
        for (int i = 0; i < count; i++) {
            Value known = make.pool.pick(t -> !t.isPointer());
            inits.add(known != null ? known : make.value(Type.of(DType.FP32, make.rows)));
        }
        return inits;
    }

    private void loop(int depth) {
        DType[] counters = {DType.I32, DType.I64, DType.U32, DType.I32};
        DType type = make.choices.of(counters);
        Value lower = make.out.constant(type, make.choices.below(3));
        Value upper = make.out.constant(type, make.choices.below(6));
        Value known = make.choices.chance(40) ? make.pool.pick(type::equals) : null;
        if (known != null) {
            upper = make.out.binary(BinaryKind.AND, known, make.out.constant(type, 7));
        }
        Value step = make.out.constant(type, 1 + make.choices.below(3));
        List<Value> inits = carried();
        List<Type> types = new ArrayList<>(List.of(type));
        inits.forEach(v -> types.add(v.type()));
        Block body =
                make.out.block(
                        types,
                        parameters -> {
                            int mark = make.pool.enter();
                            parameters.forEach(make.pool::add);
                            statements(1 + make.choices.below(4), depth);
                            TileOp end = hand(types.subList(1, types.size()));
                            make.pool.leave(mark);
                            return end;
                        });
        make.out.addAll(new ControlOp.For(lower, upper, step, inits, body)).forEach(make.pool::add);
    }

    private TileOp hand(List<Type> types) {
        List<Value> values = new ArrayList<>();
        for (Type type : types) {
            values.add(make.value(type));
        }
        return new ControlOp.Yield(values);
    }

    private void branch(int depth) {
        Value condition = make.computation.condition();
        List<Type> types = new ArrayList<>();
        int count = make.choices.below(3);
        for (int i = 0; i < count; i++) {
            Value like = make.pool.pick(t -> !t.isPointer());
            types.add(like != null ? like.type() : DType.FP32);
        }
        Block ifTrue = arm(types, depth);
        Block ifFalse = arm(types, depth);
        make.out.addAll(new ControlOp.If(condition, ifTrue, ifFalse)).forEach(make.pool::add);
    }

    private Block arm(List<Type> types, int depth) {
        return make.out.block(
                List.of(),
                none -> {
                    int mark = make.pool.enter();
                    statements(make.choices.below(4), depth);
                    TileOp end = hand(types);
                    make.pool.leave(mark);
                    return end;
                });
    }

    /// Counts down from a small number, and may stop earlier.
    private void whileLoop(int depth) {
        List<Value> inits = carried();
        inits.addFirst(make.out.i32(make.choices.below(5)));
        List<Type> types = new ArrayList<>();
        inits.forEach(v -> types.add(v.type()));
        Block before =
                make.out.block(
                        types,
                        parameters -> {
                            Value left = parameters.getFirst();
                            Value go = make.out.compare(CompareKind.GT, left, make.out.i32(0));
                            return new ControlOp.Condition(go, parameters);
                        });
        Block after =
                make.out.block(
                        types,
                        parameters -> {
                            int mark = make.pool.enter();
                            parameters.forEach(make.pool::add);
                            statements(1 + make.choices.below(3), depth);
                            Value one = make.out.i32(1);
                            Value less =
                                    make.out.binary(BinaryKind.SUB, parameters.getFirst(), one);
                            List<Value> next = new ArrayList<>(List.of(less));
                            for (Type type : types.subList(1, types.size())) {
                                next.add(make.value(type));
                            }
                            make.pool.leave(mark);
                            return new ControlOp.Yield(next);
                        });
        make.out.addAll(new ControlOp.While(inits, before, after)).forEach(make.pool::add);
    }
}
