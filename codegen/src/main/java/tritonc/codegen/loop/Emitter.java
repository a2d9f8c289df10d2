package tritonc.codegen.loop;

import org.jspecify.annotations.Nullable;

import tritonc.ir.math.Lanes;
import tritonc.ir.tile.Arithmetic;
import tritonc.ir.tile.BinaryKind;
import tritonc.ir.tile.Location;
import tritonc.ir.tile.ProgramOp;
import tritonc.ir.tile.Rounding;
import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;
import tritonc.ir.type.ElementType;
import tritonc.ir.type.Shape;
import tritonc.ir.type.Type;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// Where loop IR is written: a stack of open blocks. Arithmetic goes to the outermost open block
/// that sees its operands (all of it is total, so it may run where nobody needs it), once: an equal
/// op there is used again. Numbers that are known are folded.
final class Emitter {
    private static final class Scope {
        final List<LoopNode> nodes = new ArrayList<>();
        final Map<Object, Value> known = new HashMap<>();
    }

    private final List<Scope> open = new ArrayList<>();
    private final List<Buffer> buffers = new ArrayList<>();
    private final List<Buffer> taken = new ArrayList<>();
    private final List<Buffer> free = new ArrayList<>();
    private int nextId;
    private int[] depths = new int[256];
    private boolean[] facts = new boolean[256];
    private boolean[] indices = new boolean[256];
    private int[] multiples = new int[256];
    private @Nullable Arithmetic[] definitions = new @Nullable Arithmetic[256];
    private Arithmetic.@Nullable Constant[] constants = new Arithmetic.@Nullable Constant[256];

    Emitter() {
        open();
    }

    /// A fresh value that is defined in the innermost open block.
    Value fresh(Type type) {
        return fresh(type, depth());
    }

    /// A fresh value that is defined in the open block number `depth`.
    Value fresh(Type type, int depth) {
        if (nextId == depths.length) {
            depths = Arrays.copyOf(depths, 2 * nextId);
            facts = Arrays.copyOf(facts, 2 * nextId);
            indices = Arrays.copyOf(indices, 2 * nextId);
            multiples = Arrays.copyOf(multiples, 2 * nextId);
            definitions = Arrays.copyOf(definitions, 2 * nextId);
            constants = Arrays.copyOf(constants, 2 * nextId);
        }
        depths[nextId] = depth;
        multiples[nextId] = 1;
        return new Value(nextId++, type);
    }

    /// A fresh loop index, defined in the innermost open block.
    Value index() {
        Value index = fresh(DType.I32);
        indices[index.id()] = true;
        return index;
    }

    boolean isIndex(Value value) {
        return indices[value.id()];
    }

    /// A power of two that the value is known to be a multiple of, 2^16 at most; a pointer's is of
    /// its address.
    int multiple(Value value) {
        return multiples[value.id()];
    }

    int multiple(Amount amount) {
        return switch (amount) {
            case Amount.Constant(long value) -> Multiples.of(value);
            case Amount.Dynamic(Value value) -> multiple(value);
        };
    }

    /// What a caller of the kernel promises of a parameter.
    void promise(Value parameter, int multiple) {
        multiples[parameter.id()] = Multiples.of(multiple);
    }

    Buffer buffer(ElementType type, Shape shape) {
        Buffer buffer = new Buffer(buffers.size(), type, shape);
        buffers.add(buffer);
        return buffer;
    }

    /// A buffer that is free again after [#release].
    Buffer temporary(ElementType type, Shape shape) {
        for (int i = free.size() - 1; i >= 0; i--) {
            Buffer buffer = free.get(i);
            if (buffer.type().equals(type) && buffer.shape().equals(shape)) {
                free.remove(i);
                taken.add(buffer);
                return buffer;
            }
        }
        Buffer buffer = buffer(type, shape);
        taken.add(buffer);
        return buffer;
    }

    /// How many temporary buffers are in use.
    int temporaries() {
        return taken.size();
    }

    /// Gives back all temporary buffers but the first `kept`.
    void release(int kept) {
        while (taken.size() > kept) {
            free.add(taken.removeLast());
        }
    }

    int valueCount() {
        return nextId;
    }

    void open() {
        open.add(new Scope());
    }

    LoopBlock close() {
        return new LoopBlock(open.removeLast().nodes);
    }

    /// The number of the innermost open block; the kernel's body is 0.
    int depth() {
        return open.size() - 1;
    }

    int depthOf(Value value) {
        return depths[value.id()];
    }

    void add(LoopNode node) {
        open.getLast().nodes.add(node);
    }

    void add(LoopNode node, int depth) {
        open.get(depth).nodes.add(node);
    }

    /// From here on (or until told otherwise) `value` counts as true.
    void assume(Value value, boolean holds) {
        facts[value.id()] = holds;
    }

    /// Whether an i1 is known to be true.
    boolean isTrue(Value value) {
        return facts[value.id()] || isConstant(value, 1);
    }

    boolean isConstant(Value value, long bits) {
        Arithmetic.Constant constant = constants[value.id()];
        return constant != null && constant.bits() == bits;
    }

    /// The lane that a value is known to be, if it is.
    @Nullable Long constant(Value value) {
        Arithmetic.Constant constant = constants[value.id()];
        return constant == null ? null : constant.bits();
    }

    /// The op that a value was computed by; `null` where it was not computed.
    @Nullable Arithmetic definition(Value value) {
        return definitions[value.id()];
    }

    Value constant(ElementType type, long bits, Location at) {
        return compute(new Arithmetic.Constant(type, bits), at);
    }

    /// An amount as a value; one that is not known has its type already.
    Value value(Amount amount, DType type, Location at) {
        return switch (amount) {
            case Amount.Constant(long known) -> constant(type, known, at);
            case Amount.Dynamic(Value value) -> value;
        };
    }

    Value binary(BinaryKind kind, Value a, Value b, Location at) {
        return compute(new Arithmetic.Binary(kind, a, b), at);
    }

    /// An integer cast, or the value itself where it has the type.
    Value cast(Value x, ElementType to, Location at) {
        return x.type().equals(to) ? x : compute(new Arithmetic.Cast(x, to, Rounding.RTNE), at);
    }

    Value position(ProgramOp op, Location at) {
        Scope scope = open.getFirst();
        Value value = scope.known.get(op);
        if (value == null) {
            value = fresh(DType.I32, 0);
            scope.known.put(op, value);
            scope.nodes.add(new LoopNode.Position(value, op, at));
        }
        return value;
    }

    /// The value of an op over scalars.
    Value compute(Arithmetic op, Location at) {
        Value simple = simplify(op, at);
        if (simple != null) {
            return simple;
        }
        int depth = 0;
        for (Value operand : op.operands()) {
            depth = Math.max(depth, depthOf(operand));
        }
        Scope scope = open.get(depth);
        Value known = scope.known.get(op);
        if (known != null) {
            return known;
        }
        Value result = fresh(op.type(), depth);
        definitions[result.id()] = op;
        if (op instanceof Arithmetic.Constant c) {
            constants[result.id()] = c;
        }
        multiples[result.id()] = Multiples.of(op, this::multiple);
        scope.known.put(op, result);
        scope.nodes.add(new LoopNode.Compute(result, op, at));
        return result;
    }

    /// The i1 of a guard, where its operands are known first; an equal one there is used again.
    ///
    /// @param key the guard with anything for a result and [Location#NONE]
    Value guard(Function<Value, Guard> make, Guard key) {
        int[] depth = {0};
        Uses.of(key, v -> depth[0] = Math.max(depth[0], depthOf(v)));
        Scope scope = open.get(depth[0]);
        Value known = scope.known.get(key);
        if (known == null) {
            known = fresh(DType.I1, depth[0]);
            scope.known.put(key, known);
            scope.nodes.add(make.apply(known));
        }
        return known;
    }

    /// The i1 of a guard that was written already, where its operands are known first.
    @Nullable Value known(Guard key) {
        int[] depth = {0};
        Uses.of(key, v -> depth[0] = Math.max(depth[0], depthOf(v)));
        return open.get(depth[0]).known.get(key);
    }

    private @Nullable Value simplify(Arithmetic op, Location at) {
        return switch (op) {
            case Arithmetic.Binary b when b.type() instanceof DType d && d.isInteger() ->
                    integer(b, d, at);
            case Arithmetic.Compare c when c.a().type() instanceof DType d && d.isInteger() ->
                    compare(c, d, at);
            case Arithmetic.Select s -> select(s);
            case Arithmetic.Cast c
                    when c.x().type() instanceof DType from
                            && from.isInteger()
                            && c.to() instanceof DType to
                            && to.isInteger() ->
                    cast(c, from, to, at);
            case Arithmetic.AddPointer p -> isConstant(p.offset(), 0) ? p.pointer() : null;
            case Arithmetic.Constant _ -> null;
            case Arithmetic.Unary _,
                    Arithmetic.Binary _,
                    Arithmetic.Compare _,
                    Arithmetic.Fma _,
                    Arithmetic.Cast _,
                    Arithmetic.Bitcast _ ->
                    folded(op, at);
        };
    }

    /// The result of an op over numbers that are all known.
    private @Nullable Value folded(Arithmetic op, Location at) {
        List<Value> operands = op.operands();
        long[] x = new long[operands.size()];
        for (int i = 0; i < x.length; i++) {
            Long known = constant(operands.get(i));
            if (known == null || !(operands.get(i).type() instanceof DType)) {
                return null;
            }
            x[i] = known;
        }
        if (!(operands.getFirst().type() instanceof DType from)
                || !(op.type() instanceof DType to)) {
            return null;
        }
        long bits =
                switch (op) {
                    case Arithmetic.Unary u -> Lanes.unary(u.kind(), from, x[0]);
                    case Arithmetic.Binary b -> Lanes.binary(b.kind(), from, x[0], x[1]);
                    case Arithmetic.Compare c -> Lanes.compare(c.kind(), from, x[0], x[1]) ? 1 : 0;
                    case Arithmetic.Fma _ -> Lanes.fma(from, x[0], x[1], x[2]);
                    case Arithmetic.Cast c -> Lanes.cast(from, to, x[0], c.rounding());
                    case Arithmetic.Bitcast _ -> Lanes.bitcast(from, to, x[0]);
                    case Arithmetic.Constant c -> c.bits();
                    case Arithmetic.Select _, Arithmetic.AddPointer _ ->
                            throw new IllegalStateException(op.name());
                };
        return constant(to, bits, at);
    }

    private @Nullable Value integer(Arithmetic.Binary op, DType type, Location at) {
        Value a = op.a();
        Value b = op.b();
        Long x = constant(a);
        Long y = constant(b);
        if (x != null && y != null) {
            return constant(type, Lanes.binary(op.kind(), type, x, y), at);
        }
        boolean zeroA = x != null && x == 0;
        boolean zeroB = y != null && y == 0;
        return switch (op.kind()) {
            case ADD -> zeroA ? b : zeroB ? a : y == null ? null : moved(a, y, type, at);
            case SUB -> zeroB ? a : y == null ? null : moved(a, -y, type, at);
            case OR, XOR -> zeroA ? b : zeroB ? a : null;
            case SHL, SHR -> zeroB ? a : null;
            case MUL -> {
                boolean oneA = x != null && x == 1;
                boolean oneB = y != null && y == 1;
                yield zeroA || oneB ? a : zeroB || oneA ? b : null;
            }
            case AND -> {
                boolean bool = type.isBool();
                yield zeroA || bool && isTrue(b) ? a : zeroB || bool && isTrue(a) ? b : null;
            }
            case MIN, MAX -> a.equals(b) ? a : null;
            case DIV, REM, MULHI, MIN_NAN, MAX_NAN, POW -> null;
        };
    }

    /// `(z ± c) + by` as one addition; `null` where `x` is no such sum. Wraps as both would.
    private @Nullable Value moved(Value x, long by, DType type, Location at) {
        if (!(definitions[x.id()] instanceof Arithmetic.Binary sum)
                || sum.kind() != BinaryKind.ADD && sum.kind() != BinaryKind.SUB) {
            return null;
        }
        Long inner = constant(sum.b());
        if (inner == null) {
            return null;
        }
        long total = by + (sum.kind() == BinaryKind.ADD ? inner : -inner);
        Value offset = constant(type, Lanes.ofLong(type, total), at);
        return binary(BinaryKind.ADD, sum.a(), offset, at);
    }

    private @Nullable Value compare(Arithmetic.Compare op, DType type, Location at) {
        Long x = constant(op.a());
        Long y = constant(op.b());
        if (x == null || y == null) {
            return null;
        }
        return constant(DType.I1, Lanes.compare(op.kind(), type, x, y) ? 1 : 0, at);
    }

    private @Nullable Value select(Arithmetic.Select op) {
        if (isTrue(op.condition()) || op.ifTrue().equals(op.ifFalse())) {
            return op.ifTrue();
        }
        return isConstant(op.condition(), 0) ? op.ifFalse() : null;
    }

    private @Nullable Value cast(Arithmetic.Cast op, DType from, DType to, Location at) {
        Long x = constant(op.x());
        if (x != null) {
            return constant(to, Lanes.cast(from, to, x, op.rounding()), at);
        }
        return from == to ? op.x() : null;
    }
}
