package tritonc.fuzz;

import tritonc.ir.tile.Arithmetic;
import tritonc.ir.tile.BinaryKind;
import tritonc.ir.tile.Block;
import tritonc.ir.tile.CompareKind;
import tritonc.ir.tile.ControlOp;
import tritonc.ir.tile.ReduceBy;
import tritonc.ir.tile.ScanBy;
import tritonc.ir.tile.UnaryKind;
import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;
import tritonc.ir.type.Shape;
import tritonc.ir.type.Type;

import java.util.ArrayList;
import java.util.List;

/// The part of the generator that joins lanes by a function of the program.
final class Folding {
    private static final int DEEPEST = 2;

    private final KernelGenerator make;

    /// The scalars that the function being made sees.
    private List<Value> seen = new ArrayList<>();

    Folding(KernelGenerator make) {
        this.make = make;
    }

    /// The results of a random reduction or scan of one to three blocks.
    List<Value> fold() {
        List<Value> xs = operands();
        List<Type> types = new ArrayList<>();
        for (int i = 0; i < 2 * xs.size(); i++) {
            types.add(xs.get(i % xs.size()).type().element());
        }
        List<Type> yields = types.subList(0, xs.size());
        Block function =
                make.out.block(
                        types,
                        parameters -> {
                            seen = new ArrayList<>(parameters);
                            return ended(1 + make.choices.below(6), yields, 0);
                        });
        int axis = make.choices.below(xs.getFirst().type().shape().rank());
        return make.choices.chance(50)
                ? make.out.addAll(new ScanBy(xs, axis, make.choices.chance(40), function))
                : make.out.addAll(new ReduceBy(xs, axis, function));
    }

    private List<Value> operands() {
        Value known = make.pool.pick(t -> t.isBlock() && !t.isPointer());
        Shape chosen = make.choices.chance(50) ? make.rows : make.tile;
        boolean old = known != null && make.choices.chance(60);
        Shape shape = old ? known.type().shape() : chosen;
        List<Value> xs = new ArrayList<>();
        for (int i = 1 + make.choices.below(3); i > 0; i--) {
            DType dtype =
                    old && xs.isEmpty()
                            ? known.type().dtype()
                            : make.choices.of(KernelGenerator.NUMBERS);
            xs.add(make.value(Type.of(dtype, shape)));
        }
        return xs;
    }

    private ControlOp.Yield ended(int steps, List<Type> types, int depth) {
        for (int i = 0; i < steps; i++) {
            step(depth);
        }
        List<Value> values = new ArrayList<>();
        for (Type type : types) {
            values.add(value(type.dtype()));
        }
        return new ControlOp.Yield(values);
    }

    private Value number() {
        int back = make.choices.below(seen.size());
        return seen.get(seen.size() - 1 - back);
    }

    /// A number of the format: one that is seen, or made of one.
    private Value value(DType dtype) {
        List<Value> fitting = seen.stream().filter(v -> v.type() == dtype).toList();
        if (!fitting.isEmpty() && make.choices.chance(80)) {
            return fitting.get(fitting.size() - 1 - make.choices.below(fitting.size()));
        }
        return make.choices.chance(50)
                ? make.out.cast(number(), dtype)
                : make.out.constant(dtype, Data.lane(dtype, make.choices));
    }

    private void step(int depth) {
        Value x = number();
        DType dtype = x.type().dtype();
        switch (make.choices.below(10)) {
            case 0, 1, 2, 3 -> {
                BinaryKind kind = make.choices.of(BinaryKind.values());
                DType other = kind.accepts(DType.FP32) ? DType.FP32 : DType.I32;
                DType fit = kind.accepts(dtype) ? dtype : other;
                seen.add(make.out.binary(kind, value(fit), value(fit)));
            }
            case 4 -> {
                UnaryKind kind = make.choices.of(UnaryKind.functions().toArray(UnaryKind[]::new));
                DType other = kind.accepts(DType.FP32) ? DType.FP32 : DType.I32;
                DType fit = kind.accepts(dtype) ? dtype : other;
                seen.add(make.out.unary(kind, value(fit)));
            }
            case 5 ->
                    seen.add(
                            make.out.compare(
                                    make.choices.of(CompareKind.values()), x, value(dtype)));
            case 6 -> seen.add(make.out.select(value(DType.I1), x, value(dtype)));
            case 7 -> {
                DType fit = dtype.isFloat() ? dtype : DType.FP32;
                seen.add(make.out.add(new Arithmetic.Fma(value(fit), value(fit), value(fit))));
            }
            default -> {
                if (depth < DEEPEST) {
                    branch(depth + 1);
                } else {
                    seen.add(make.out.cast(x, make.choices.of(KernelGenerator.NUMBERS)));
                }
            }
        }
    }

    private void branch(int depth) {
        Value x = number();
        Value condition =
                make.out.compare(make.choices.of(CompareKind.values()), x, value(x.type().dtype()));
        List<Type> types = new ArrayList<>();
        for (int i = 1 + make.choices.below(2); i > 0; i--) {
            types.add(number().type());
        }
        Block yes = arm(types, depth);
        Block no = arm(types, depth);
        seen.addAll(make.out.addAll(new ControlOp.If(condition, yes, no)));
        make.traits.add("branch that joins lanes");
    }

    private Block arm(List<Type> types, int depth) {
        List<Value> outer = seen;
        seen = new ArrayList<>(outer);
        Block arm = make.out.block(List.of(), none -> ended(make.choices.below(3), types, depth));
        seen = outer;
        return arm;
    }
}
