package tritonc.optimizer;

import tritonc.ir.interpret.Argument;
import tritonc.ir.interpret.Interpreter;
import tritonc.ir.interpret.Storage;
import tritonc.ir.math.Lanes;
import tritonc.ir.tile.Arithmetic;
import tritonc.ir.tile.BinaryKind;
import tritonc.ir.tile.Block;
import tritonc.ir.tile.Builder;
import tritonc.ir.tile.CacheHint;
import tritonc.ir.tile.CompareKind;
import tritonc.ir.tile.ControlOp;
import tritonc.ir.tile.EffectOp;
import tritonc.ir.tile.MemoryOp;
import tritonc.ir.tile.ProgramOp;
import tritonc.ir.tile.Reduce;
import tritonc.ir.tile.ReduceBy;
import tritonc.ir.tile.ReduceKind;
import tritonc.ir.tile.ReductionOrder;
import tritonc.ir.tile.Rounding;
import tritonc.ir.tile.Scan;
import tritonc.ir.tile.ScanBy;
import tritonc.ir.tile.ShapeOp;
import tritonc.ir.tile.TileKernel;
import tritonc.ir.tile.UnaryKind;
import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;
import tritonc.ir.type.PointerType;
import tritonc.ir.type.Shape;
import tritonc.ir.type.Type;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Random kernels that run without faults and are full of what passes look for: equal ops,
/// constants that are neutral or destroy, masks that are known, loops of known length. Everything
/// that is live at the end is stored.
final class RunnableKernels {
    private static final DType[] DTYPES = {
        DType.I1,
        DType.I8,
        DType.I32,
        DType.I64,
        DType.U8,
        DType.U32,
        DType.FP16,
        DType.FP32,
        DType.FP64
    };
    private static final Shape[] SHAPES = {Shape.SCALAR, Shape.of(8), Shape.of(4, 2)};
    private static final int SLOTS = 64;
    private static final int BYTES = SLOTS * 8 * 8;

    private final Random random;
    private final Builder builder = new Builder();
    private final Value[] memory = new Value[DTYPES.length];
    private List<Value> pool = new ArrayList<>();
    private int slot;
    private int depth;

    private RunnableKernels(long seed) {
        random = new Random(seed);
    }

    /// The kernel of a seed: parameters are one pointer a dtype, then an i32 and an fp32.
    static TileKernel of(long seed) {
        return new RunnableKernels(seed).kernel();
    }

    /// The bytes of all storages after two programs of `kernel`.
    static List<MemorySegment> run(TileKernel kernel, long seed) {
        Random random = new Random(seed);
        List<MemorySegment> all = new ArrayList<>();
        List<Argument> arguments = new ArrayList<>();
        for (int i = 0; i < DTYPES.length; i++) {
            byte[] bytes = new byte[BYTES];
            random.nextBytes(bytes);
            if (DTYPES[i].isFloat()) {
                tame(bytes, DTYPES[i], random);
            }
            MemorySegment segment = MemorySegment.ofArray(bytes);
            all.add(segment);
            arguments.add(new Argument.Pointer(new Storage(segment, 1L << 20 + i)));
        }
        arguments.add(new Argument.Scalar(random.nextInt(-3, 9)));
        arguments.add(new Argument.Scalar(Lanes.ofDouble(DType.FP32, random.nextGaussian())));
        Interpreter.run(kernel, 2, 1, 1, arguments);
        return all;
    }

    // mostly numbers of middling size, so that sums mean something
    private static void tame(byte[] bytes, DType dtype, Random random) {
        int width = dtype.bytes();
        for (int at = 0; at < bytes.length; at += width) {
            if (random.nextInt(6) != 0) {
                long lane = Lanes.ofDouble(dtype, random.nextGaussian() * 3);
                for (int k = 0; k < width; k++) {
                    bytes[at + k] = (byte) (lane >> 8 * k);
                }
            }
        }
    }

    /// The dtype of each storage that [#run] gives.
    static DType[] dtypes() {
        return DTYPES.clone();
    }

    private <T> T one(T[] all) {
        return all[random.nextInt(all.length)];
    }

    private <T> T one(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    private TileKernel kernel() {
        for (int i = 0; i < DTYPES.length; i++) {
            memory[i] = builder.parameter("m" + i, new PointerType(DTYPES[i]), 16);
        }
        pool.add(builder.parameter("n", DType.I32, 1));
        pool.add(builder.parameter("s", DType.FP32, 1));
        pool.add(builder.add(new ProgramOp.ProgramId(0)));
        ops(15 + random.nextInt(25));
        for (int i = 0; i < 6; i++) {
            store(one(pool));
        }
        if (random.nextInt(3) == 0) {
            effects();
        }
        return builder.kernel("k");
    }

    /// A line that is printed, and what is true of every integer.
    private void effects() {
        Value n = pool.getFirst();
        builder.addAll(new EffectOp.Print(" n: ", false, List.of(n)));
        Value same = builder.add(new Arithmetic.Compare(CompareKind.EQ, n, n));
        builder.addAll(new EffectOp.Assert(same, "n is n"));
    }

    private void ops(int count) {
        for (int i = 0; i < count; i++) {
            if (depth < 2 && random.nextInt(9) == 0) {
                pool.addAll(random.nextInt(4) == 0 ? List.of(summed()) : control());
            } else if (random.nextInt(12) == 0) {
                store(one(pool));
            } else {
                Value made;
                try {
                    made = op();
                } catch (IllegalArgumentException e) {
                    made = constant(Type.of(one(DTYPES), one(SHAPES)));
                }
                pool.add(made);
            }
        }
    }

    /// The address of eight elements, or of one, in a slot of the dtype's storage.
    private Value address(DType dtype, Shape shape, int at) {
        int index = List.of(DTYPES).indexOf(dtype);
        Value base = builder.add(new Arithmetic.AddPointer(memory[index], builder.i32(at * 8)));
        if (shape.rank() == 0) {
            return base;
        }
        Value lanes = builder.add(new ShapeOp.Arange(0, 8));
        if (shape.rank() == 2) {
            lanes = builder.add(new ShapeOp.Reshape(lanes, shape));
        }
        return builder.add(new Arithmetic.AddPointer(builder.splat(base, shape), lanes));
    }

    private void store(Value value) {
        Shape shape = value.type().shape();
        Value to = address(value.type().dtype(), shape, slot++ % SLOTS);
        Value mask = random.nextInt(3) == 0 ? like(Type.of(DType.I1, shape)) : null;
        builder.addAll(new MemoryOp.Store(to, value, mask, CacheHint.NONE));
    }

    private Value load(Type type) {
        Value from = address(type.dtype(), type.shape(), random.nextInt(4));
        Value mask = random.nextBoolean() ? like(Type.of(DType.I1, type.shape())) : null;
        Value other = mask != null && random.nextBoolean() ? like(type) : null;
        boolean isVolatile = random.nextInt(8) == 0;
        return builder.add(new MemoryOp.Load(from, mask, other, CacheHint.NONE, isVolatile));
    }

    private Value constant(Type type) {
        DType d = type.dtype();
        double[] neat = {0, -0.0, 1, -1, 2, 0.5, 3, 8, Double.NaN, Double.POSITIVE_INFINITY};
        double value = neat[random.nextInt(neat.length)];
        long lane = d.isFloat() ? Lanes.ofDouble(d, value) : Lanes.fromBits(d, (long) value);
        return builder.constant(type, lane);
    }

    private Value like(Type type) {
        if (random.nextInt(4) == 0) {
            return constant(type);
        }
        List<Value> fitting = new ArrayList<>();
        for (Value v : pool) {
            if (v.type().equals(type)) {
                fitting.add(v);
            }
        }
        return fitting.isEmpty() ? constant(type) : one(fitting);
    }

    private Value op() {
        Value x = random.nextInt(5) == 0 ? constant(one(pool).type()) : one(pool);
        Type type = x.type();
        Shape shape = type.shape();
        return switch (random.nextInt(19)) {
            case 0 -> builder.unary(one(UnaryKind.functions().toArray(UnaryKind[]::new)), x);
            case 1, 2, 3, 4 -> builder.binary(one(BinaryKind.values()), x, like(type));
            case 5 ->
                    builder.binary(
                            BinaryKind.ADD,
                            builder.binary(BinaryKind.MUL, x, like(type)),
                            like(type));
            case 6 -> builder.compare(one(CompareKind.values()), x, like(type));
            case 7 -> builder.select(like(type.withElement(DType.I1)), x, like(type));
            case 8 -> builder.add(new Arithmetic.Fma(x, like(type), like(type)));
            case 9, 10 -> builder.add(new Arithmetic.Cast(x, one(DTYPES), Rounding.RTNE));
            case 11 ->
                    shape.rank() == 0 ? builder.splat(x, SHAPES[1 + random.nextInt(2)]) : move(x);
            case 12 -> move(x);
            case 13 -> new Reducer().reduce(x);
            case 14 -> fold(x);
            case 15 -> builder.add(new Scan(one(ReduceKind.values()), x, 0, random.nextBoolean()));
            case 16 -> load(Type.of(one(DTYPES), one(SHAPES)));
            case 17 -> RunnableProducts.of(builder, random, x);
            default -> builder.add(new Arithmetic.Bitcast(x, one(DTYPES)));
        };
    }

    /// Reductions give a scalar, whatever the shape.
    private final class Reducer {
        Value reduce(Value x) {
            Value now = x;
            while (now.type().isBlock()) {
                now =
                        builder.add(
                                new Reduce(
                                        one(ReduceKind.values()),
                                        now,
                                        0,
                                        ReductionOrder.SEQUENTIAL));
            }
            return now;
        }
    }

    /// Two blocks joined by a function with an `if`, equal ops and constants; reductions give
    /// scalars.
    private Value fold(Value x) {
        boolean reduces = random.nextBoolean();
        Value first = reduces ? builder.add(new ShapeOp.Reshape(x, SHAPES[1])) : x;
        List<Value> xs = List.of(first, like(first.type()));
        Type element = x.type().element();
        List<Value> outer = pool;
        Block function =
                builder.block(
                        List.of(element, element, element, element),
                        parameters -> {
                            pool = new ArrayList<>(parameters);
                            try {
                                return joined(element);
                            } finally {
                                pool = outer;
                            }
                        });
        List<Value> all =
                builder.addAll(
                        reduces
                                ? new ReduceBy(xs, 0, function)
                                : new ScanBy(xs, 0, random.nextBoolean(), function));
        pool.add(all.get(1));
        return all.getFirst();
    }

    private ControlOp.Yield joined(Type element) {
        for (int i = random.nextInt(4); i > 0; i--) {
            pool.add(builder.binary(BinaryKind.ADD, one(pool), one(pool)));
            pool.add(builder.unary(UnaryKind.ABS, one(pool)));
        }
        Value less = builder.compare(CompareKind.LT, one(pool), one(pool));
        Value chosen = builder.add(new ControlOp.If(less, arm(element), arm(element)));
        return new ControlOp.Yield(List.of(chosen, one(pool)));
    }

    private Block arm(Type element) {
        return builder.block(
                List.of(),
                none -> {
                    Value neutral = constant(element);
                    Value sum = builder.binary(BinaryKind.ADD, one(pool), neutral);
                    return new ControlOp.Yield(List.of(random.nextBoolean() ? sum : one(pool)));
                });
    }

    private Value move(Value x) {
        return switch (random.nextInt(4)) {
            case 0 -> {
                Value expanded = builder.add(new ShapeOp.ExpandDims(x, 0));
                yield builder.add(new ShapeOp.Reshape(expanded, x.type().shape()));
            }
            case 1 -> builder.add(new ShapeOp.Reshape(x, one(SHAPES)));
            case 2 -> {
                Value turned = builder.add(new ShapeOp.Transpose(x, List.of(1, 0)));
                yield builder.add(new ShapeOp.Transpose(turned, List.of(1, 0)));
            }
            default -> {
                Value row =
                        builder.add(
                                new ShapeOp.Reshape(builder.splat(x, Shape.of(2)), Shape.of(1, 2)));
                yield builder.add(new ShapeOp.Broadcast(row, Shape.of(4, 2)));
            }
        };
    }

    private interface Filling {
        List<Value> yields();
    }

    private List<Value> nested(List<Value> parameters, Filling filling) {
        List<Value> outer = pool;
        pool = new ArrayList<>(outer);
        pool.addAll(parameters);
        depth++;
        ops(2 + random.nextInt(6));
        List<Value> yields = filling.yields();
        depth--;
        pool = outer;
        return yields;
    }

    /// What a tile sums up to that a loop adds to, perhaps once.
    private Value summed() {
        Type type = Type.of(DType.I32, SHAPES[1]);
        Block body =
                builder.block(
                        List.of(DType.I32, type),
                        p -> {
                            Value number = builder.splat(p.getFirst(), SHAPES[1]);
                            Value each = builder.binary(BinaryKind.MUL, load(type), number);
                            Value sum = builder.binary(BinaryKind.ADD, p.getLast(), each);
                            return new ControlOp.Yield(List.of(sum));
                        });
        Value lower = builder.i32(random.nextInt(2));
        Value step = builder.i32(random.nextInt(1, 6));
        List<Value> inits = List.of(like(type));
        Value loop = builder.add(new ControlOp.For(lower, pool.getFirst(), step, inits, body));
        return builder.add(new Reduce(ReduceKind.SUM, loop, 0, ReductionOrder.SEQUENTIAL));
    }

    private List<Value> control() {
        List<Value> inits = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            inits.add(one(pool));
        }
        List<Type> types = new ArrayList<>();
        for (Value v : inits) {
            types.add(v.type());
        }
        if (random.nextBoolean()) {
            Value condition = like(DType.I1);
            Block yes = builder.block(List.of(), p -> ended(p, types));
            Block no = builder.block(List.of(), p -> ended(p, types));
            return builder.addAll(new ControlOp.If(condition, yes, no));
        }
        Value lower = builder.i32(random.nextInt(-1, 2));
        Value upper = random.nextBoolean() ? pool.getFirst() : builder.i32(random.nextInt(-1, 4));
        Value step = builder.i32(random.nextInt(1, 3));
        List<Type> parameters = new ArrayList<>(types);
        parameters.addFirst(DType.I32);
        Block body = builder.block(parameters, p -> ended(p, types));
        return builder.addAll(new ControlOp.For(lower, upper, step, inits, body));
    }

    private ControlOp.Yield ended(List<Value> parameters, List<Type> types) {
        return new ControlOp.Yield(
                nested(
                        parameters,
                        () -> {
                            List<Value> yields = new ArrayList<>();
                            for (Type type : types) {
                                yields.add(like(type));
                            }
                            return yields;
                        }));
    }
}
