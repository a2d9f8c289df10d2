package tritonc.ir.fuzz;

import tritonc.ir.math.Lanes;
import tritonc.ir.tile.Arithmetic;
import tritonc.ir.tile.AtomicKind;
import tritonc.ir.tile.BinaryKind;
import tritonc.ir.tile.BitonicMerge;
import tritonc.ir.tile.Block;
import tritonc.ir.tile.Builder;
import tritonc.ir.tile.CacheHint;
import tritonc.ir.tile.CompareKind;
import tritonc.ir.tile.ControlOp;
import tritonc.ir.tile.Dot;
import tritonc.ir.tile.EffectOp;
import tritonc.ir.tile.Gather;
import tritonc.ir.tile.Histogram;
import tritonc.ir.tile.InputPrecision;
import tritonc.ir.tile.Location;
import tritonc.ir.tile.MemoryOp;
import tritonc.ir.tile.ProgramOp;
import tritonc.ir.tile.Reduce;
import tritonc.ir.tile.ReduceBy;
import tritonc.ir.tile.ReduceKind;
import tritonc.ir.tile.ReductionOrder;
import tritonc.ir.tile.Rounding;
import tritonc.ir.tile.Scan;
import tritonc.ir.tile.ScanBy;
import tritonc.ir.tile.ScanOrder;
import tritonc.ir.tile.Semantic;
import tritonc.ir.tile.ShapeOp;
import tritonc.ir.tile.TileKernel;
import tritonc.ir.tile.UnaryKind;
import tritonc.ir.tile.Value;
import tritonc.ir.type.BlockType;
import tritonc.ir.type.DType;
import tritonc.ir.type.ElementType;
import tritonc.ir.type.PointerType;
import tritonc.ir.type.Shape;
import tritonc.ir.type.Type;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Sound kernels of random ops, for tests of text and verifier; they need not run without faults.
public final class RandomKernels {
    private static final DType[] DTYPES = DType.values();

    private final Random random;
    private final Builder builder = new Builder();
    private List<Value> pool = new ArrayList<>();
    private int depth;

    private RandomKernels(long seed) {
        random = new Random(seed);
    }

    /// The kernel of a seed.
    public static TileKernel of(long seed) {
        return new RandomKernels(seed).kernel();
    }

    private <T> T one(T[] all) {
        return all[random.nextInt(all.length)];
    }

    private <T> T one(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    private TileKernel kernel() {
        int parameters = 1 + random.nextInt(4);
        for (int i = 0; i < parameters; i++) {
            ElementType type = random.nextBoolean() ? new PointerType(one(DTYPES)) : one(DTYPES);
            if (random.nextInt(8) == 0) {
                type = new PointerType(type);
            }
            String name = random.nextInt(6) == 0 ? "odd \"näme\\\n\u0001" + i : "p" + i;
            pool.add(builder.parameter(name, type, 1 << random.nextInt(5)));
        }
        ops(12 + random.nextInt(20));
        return builder.kernel(random.nextInt(9) == 0 ? "two words" : "k");
    }

    private void ops(int count) {
        for (int i = 0; i < count; i++) {
            builder.at(place());
            if (depth < 3 && random.nextInt(8) == 0) {
                pool.addAll(control());
            } else if (random.nextInt(16) == 0) {
                pool.addAll(fold());
            } else if (random.nextInt(24) == 0) {
                effect();
            } else {
                try {
                    Value made = op();
                    pool.add(made);
                } catch (IllegalArgumentException e) {
                    pool.add(constant(type()));
                }
            }
        }
    }

    private void effect() {
        Value x = one(pool);
        if (random.nextBoolean()) {
            List<Value> printed = random.nextInt(4) == 0 ? List.of() : List.of(x, one(pool));
            builder.addAll(new EffectOp.Print("odd \"x\\\n", random.nextBoolean(), printed));
        } else {
            Value holds = like(x.type().withElement(DType.I1));
            builder.addAll(new EffectOp.Assert(holds, "it's \"so\""));
        }
    }

    private Location place() {
        if (random.nextInt(3) == 0) {
            return Location.NONE;
        }
        Location at = new Location("f.py", random.nextInt(99), random.nextInt(80));
        return random.nextBoolean() ? at : new Location("g \"q\".py", 3, 4, at);
    }

    private Type type() {
        int rank = random.nextInt(4);
        int[] dims = new int[rank];
        for (int i = 0; i < rank; i++) {
            dims[i] = 1 << random.nextInt(4);
        }
        return Type.of(one(DTYPES), Shape.of(dims));
    }

    private Value constant(Type type) {
        DType dtype = type.dtype();
        long bits = random.nextLong() >> random.nextInt(64);
        long lane =
                random.nextBoolean()
                        ? Lanes.fromBits(dtype, bits)
                        : Lanes.ofDouble(dtype, random.nextGaussian() * 10);
        return builder.constant(type, lane);
    }

    private Value like(Type type) {
        List<Value> fitting = pool.stream().filter(v -> v.type().equals(type)).toList();
        if (fitting.isEmpty()) {
            return type.isPointer() ? builder.constant(type, 0) : constant(type);
        }
        return one(fitting);
    }

    private Value op() {
        Value x = one(pool);
        Type type = x.type();
        return switch (random.nextInt(19)) {
            case 0 -> builder.unary(one(UnaryKind.functions().toArray(UnaryKind[]::new)), x);
            case 1, 2 -> builder.binary(one(BinaryKind.values()), x, like(type));
            case 3 -> builder.compare(one(CompareKind.values()), x, like(type));
            case 4 -> builder.select(like(type.withElement(DType.I1)), x, like(type));
            case 5 -> builder.add(new Arithmetic.Fma(x, like(type), like(type)));
            case 6 -> builder.add(new Arithmetic.Cast(x, one(DTYPES), one(Rounding.values())));
            case 7 -> builder.add(new Arithmetic.Bitcast(x, one(DTYPES)));
            case 8 -> builder.add(new Arithmetic.AddPointer(x, like(type.withElement(DType.I32))));
            case 9 -> builder.splat(x, Shape.of(1 << random.nextInt(5), 4));
            case 10 -> shape(x);
            case 11 -> memory(x);
            case 12 -> builder.add(new ProgramOp.ProgramId(random.nextInt(3)));
            case 13 -> reduce(x);
            case 14 -> dot(x);
            case 15 -> builder.add(new ShapeOp.Arange(-8, (1 << random.nextInt(5)) - 8));
            case 16 -> scan(x);
            case 17 -> lanes(x);
            default -> constant(type());
        };
    }

    private Value shape(Value x) {
        Shape shape = x.type().shape();
        return switch (random.nextInt(4)) {
            case 0 -> builder.add(new ShapeOp.ExpandDims(x, random.nextInt(shape.rank() + 1)));
            case 1 -> builder.add(new ShapeOp.Reshape(x, Shape.of(1, shape.size())));
            case 2 -> builder.add(new ShapeOp.Transpose(x, List.of(1, 0)));
            default ->
                    shape.rank() == 0
                            ? builder.splat(x, Shape.of(2))
                            : builder.add(new ShapeOp.Broadcast(x, shape.with(0, 8)));
        };
    }

    private Value memory(Value x) {
        Value p = x.type().isPointer() ? x : builder.constant(new PointerType(one(DTYPES)), 0);
        Type type = p.type().withElement(((PointerType) p.type().element()).pointee());
        Value mask = random.nextBoolean() ? like(p.type().withElement(DType.I1)) : null;
        CacheHint hint = one(CacheHint.values());
        switch (random.nextInt(3)) {
            case 0 -> builder.addAll(new MemoryOp.Store(p, like(type), mask, hint));
            case 1 -> {
                DType d = one(new DType[] {DType.I32, DType.FP32});
                Value q = builder.constant(new PointerType(d), 0);
                AtomicKind kind = one(new AtomicKind[] {AtomicKind.ADD, AtomicKind.XCHG});
                return builder.add(
                        new MemoryOp.AtomicRmw(
                                kind,
                                q,
                                like(d),
                                kind == AtomicKind.XCHG && random.nextBoolean() ? like(d) : null,
                                null,
                                one(Semantic.values())));
            }
            default -> {}
        }
        Value other = mask != null && random.nextBoolean() ? like(type) : null;
        return builder.add(new MemoryOp.Load(p, mask, other, hint, random.nextBoolean()));
    }

    private Value reduce(Value x) {
        int axis = random.nextInt(3);
        return builder.add(
                new Reduce(
                        one(ReduceKind.values()),
                        x,
                        axis,
                        new ReductionOrder(1 << random.nextInt(7))));
    }

    private Value scan(Value x) {
        return builder.add(
                new Scan(
                        one(ReduceKind.values()),
                        x,
                        random.nextInt(3),
                        random.nextBoolean(),
                        new ScanOrder(1 << random.nextInt(5))));
    }

    /// A reduction or scan of one or two blocks by a function that may hold an `if`.
    private List<Value> fold() {
        Type first = new BlockType(one(DTYPES), Shape.of(2, 8));
        List<Value> xs = new ArrayList<>(List.of(like(first)));
        if (random.nextBoolean()) {
            xs.add(like(first.withElement(one(DTYPES))));
        }
        List<Type> elements = new ArrayList<>();
        xs.forEach(x -> elements.add(x.type().element()));
        List<Type> types = new ArrayList<>(elements);
        types.addAll(elements);
        Block function = builder.block(types, p -> joined(p, elements));
        return builder.addAll(
                random.nextBoolean()
                        ? new ReduceBy(xs, random.nextInt(2), function)
                        : new ScanBy(xs, random.nextInt(2), random.nextBoolean(), function));
    }

    private ControlOp.Yield joined(List<Value> parameters, List<Type> elements) {
        List<Value> joined = new ArrayList<>();
        for (int i = 0; i < elements.size(); i++) {
            Value a = parameters.get(i);
            Value b = parameters.get(i + elements.size());
            DType element = a.type().dtype();
            Value less =
                    element.isFp8()
                            ? builder.constant(DType.I1, 1)
                            : builder.compare(one(CompareKind.values()), a, b);
            Block yes = builder.block(List.of(), none -> new ControlOp.Yield(List.of(a)));
            Block no =
                    builder.block(
                            List.of(),
                            none -> new ControlOp.Yield(List.of(builder.select(less, b, a))));
            joined.addAll(
                    random.nextBoolean()
                            ? builder.addAll(new ControlOp.If(less, yes, no))
                            : List.of(constant(a.type())));
        }
        return new ControlOp.Yield(joined);
    }

    private Value lanes(Value x) {
        Value mask = random.nextBoolean() ? like(x.type().withElement(DType.I1)) : null;
        return switch (random.nextInt(4)) {
            case 0 -> builder.add(new ShapeOp.Flip(x, random.nextInt(3)));
            case 1 -> builder.add(new BitonicMerge(x, 1, 2, random.nextBoolean()));
            case 2 -> builder.add(new Histogram(x, mask, 1 << random.nextInt(5)));
            default -> builder.add(new Gather(x, like(x.type().withElement(DType.I32)), 0));
        };
    }

    private Value dot(Value x) {
        DType d = x.type().element() == DType.I8 ? DType.I8 : DType.FP16;
        DType out = d == DType.I8 ? DType.I32 : DType.FP32;
        Value a = like(new BlockType(d, Shape.of(2, 8)));
        Value b = like(new BlockType(d, Shape.of(8, 4)));
        Value acc = like(new BlockType(out, Shape.of(2, 4)));
        return builder.add(new Dot(a, b, acc, one(InputPrecision.values())));
    }

    private interface Filling {
        List<Value> yields();
    }

    /// Runs `filling` with a pool that what is defined in it leaves again.
    private List<Value> nested(List<Value> parameters, Filling filling) {
        List<Value> outer = pool;
        pool = new ArrayList<>(outer);
        pool.addAll(parameters);
        depth++;
        ops(1 + random.nextInt(5));
        List<Value> yields = filling.yields();
        depth--;
        pool = outer;
        return yields;
    }

    private List<Value> control() {
        List<Value> inits = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            inits.add(one(pool));
        }
        List<Type> types = new ArrayList<>(inits.stream().map(Value::type).toList());
        switch (random.nextInt(3)) {
            case 0 -> {
                DType d = random.nextBoolean() ? DType.I32 : DType.U64;
                Value lower = like(d);
                Value upper = like(d);
                Value step = like(d);
                types.addFirst(d);
                Block body = builder.block(types, p -> ended(p, types.subList(1, types.size())));
                return builder.addAll(new ControlOp.For(lower, upper, step, inits, body));
            }
            case 1 -> {
                Value condition = like(DType.I1);
                Block yes = builder.block(List.of(), p -> ended(p, types));
                Block no = builder.block(List.of(), p -> ended(p, types));
                return builder.addAll(new ControlOp.If(condition, yes, no));
            }
            default -> {
                Block before =
                        builder.block(
                                types,
                                p -> {
                                    List<Value> all =
                                            nested(p, () -> List.of(like(DType.I1), one(pool)));
                                    return new ControlOp.Condition(
                                            all.getFirst(), all.subList(1, 2));
                                });
                List<Type> handed = List.of(before.yields().get(1).type());
                Block after = builder.block(handed, p -> ended(p, types));
                return builder.addAll(new ControlOp.While(inits, before, after));
            }
        }
    }

    private ControlOp.Yield ended(List<Value> parameters, List<Type> types) {
        return new ControlOp.Yield(
                nested(parameters, () -> types.stream().map(this::like).toList()));
    }
}
