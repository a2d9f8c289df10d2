package tritonc.ir.text;

import org.jspecify.annotations.Nullable;

import tritonc.ir.tile.Arithmetic;
import tritonc.ir.tile.AtomicKind;
import tritonc.ir.tile.BinaryKind;
import tritonc.ir.tile.CacheHint;
import tritonc.ir.tile.CompareKind;
import tritonc.ir.tile.ControlOp;
import tritonc.ir.tile.Dot;
import tritonc.ir.tile.EffectOp;
import tritonc.ir.tile.InputPrecision;
import tritonc.ir.tile.MemoryOp;
import tritonc.ir.tile.ProgramOp;
import tritonc.ir.tile.Reduce;
import tritonc.ir.tile.ReduceKind;
import tritonc.ir.tile.ReductionOrder;
import tritonc.ir.tile.Rounding;
import tritonc.ir.tile.Semantic;
import tritonc.ir.tile.ShapeOp;
import tritonc.ir.tile.TileOp;
import tritonc.ir.tile.UnaryKind;
import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;
import tritonc.ir.type.Type;
import tritonc.ir.verify.Verifier;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/// Reads single ops: the twin of [OpText].
final class OpReader {
    private final Scanner scanner;
    private final Reader reader;
    private final CrossLaneReader crossLanes;

    OpReader(Scanner scanner, Reader reader) {
        this.scanner = scanner;
        this.reader = reader;
        this.crossLanes = new CrossLaneReader(scanner, reader);
    }

    /// Makes the op once the types of its results are read.
    interface Making {
        /// @throws IllegalArgumentException if operands, attributes and types do not fit together
        TileOp of(List<Type> types);
    }

    /// Reads operands and attributes of the op called `name`, which stood at `start`.
    Making read(String name, int start) {
        return switch (name) {
            case "constant" -> constant();
            case "select", "fma", "addptr" -> several(name);
            case "cast" -> {
                Value x = reader.use();
                Rounding rounding = scanner.acceptWord("rtz") ? Rounding.RTZ : Rounding.RTNE;
                yield types -> new Arithmetic.Cast(x, only(types).element(), rounding);
            }
            case "bitcast" -> {
                Value x = reader.use();
                yield types -> new Arithmetic.Bitcast(x, dtype(types));
            }
            case "arange", "splat", "broadcast", "expand_dims", "reshape", "trans", "flip" ->
                    shape(name);
            case "load", "store", "atomic_rmw" -> memory(name);
            case "print", "assert" -> made(effect(name));
            case "program_id" -> made(new ProgramOp.ProgramId(axis()));
            case "num_programs" -> made(new ProgramOp.NumPrograms(axis()));
            case "reduce" -> reduce();
            case "reduce_by", "scan_by" -> made(new FoldReader(scanner, reader).read(name));
            case "scan", "bitonic_merge", "gather", "histogram" -> crossLanes.read(name);
            case "dot" -> dot();
            case "for", "if", "while", "yield", "condition" -> control(name);
            default -> elementwise(name, start);
        };
    }

    private EffectOp effect(String name) {
        if (name.equals("assert")) {
            Value condition = reader.use();
            scanner.expect(",");
            return new EffectOp.Assert(condition, scanner.string());
        }
        String prefix = scanner.string();
        boolean isHex = scanner.acceptWord("hex");
        List<Value> values = new ArrayList<>();
        while (scanner.accept(",")) {
            values.add(reader.use());
        }
        return new EffectOp.Print(prefix, isHex, values);
    }

    private static Making made(TileOp op) {
        return _ -> op;
    }

    private static Type only(List<Type> types) {
        if (types.size() != 1) {
            throw new IllegalArgumentException("one result is due, not " + types.size());
        }
        return types.getFirst();
    }

    private static DType dtype(List<Type> types) {
        if (only(types).element() instanceof DType dtype) {
            return dtype;
        }
        throw new IllegalArgumentException("a number is due, not " + types);
    }

    private Value next() {
        scanner.expect(",");
        return reader.use();
    }

    private int axis() {
        int start = scanner.here();
        int axis = scanner.integer();
        if (axis < 0 || axis > 2) {
            throw scanner.badAt(start, "a grid has axes 0 to 2");
        }
        return axis;
    }

    private Making elementwise(String name, int start) {
        UnaryKind unary = UnaryKind.parse(name);
        if (unary != null) {
            Value x = reader.use();
            return _ -> new Arithmetic.Unary(unary, x);
        }
        BinaryKind binary = BinaryKind.parse(name);
        CompareKind compare = CompareKind.parse(name);
        if (binary == null && compare == null) {
            throw scanner.badAt(start, "unknown op " + name);
        }
        Value a = reader.use();
        Value b = next();
        return binary != null
                ? _ -> new Arithmetic.Binary(binary, a, b)
                : _ -> new Arithmetic.Compare(Objects.requireNonNull(compare), a, b);
    }

    private Making constant() {
        int start = scanner.here();
        String word = scanner.number();
        if (!word.equals("bits")) {
            return types -> {
                try {
                    return new Arithmetic.Constant(only(types), LaneText.parse(dtype(types), word));
                } catch (NumberFormatException e) {
                    throw scanner.badAt(start, word + " is no " + only(types).element());
                }
            };
        }
        scanner.expect("(");
        String digits = scanner.word();
        scanner.expect(")");
        long lane;
        try {
            if (!digits.startsWith("0x")) {
                throw new NumberFormatException(digits);
            }
            lane = Long.parseUnsignedLong(digits, 2, digits.length(), 16);
        } catch (NumberFormatException e) {
            throw scanner.badAt(start, "bits are hexadecimal, 0x and up to 16 digits");
        }
        return types -> new Arithmetic.Constant(only(types), lane);
    }

    private Making several(String name) {
        Value a = reader.use();
        Value b = next();
        if (name.equals("addptr")) {
            return _ -> new Arithmetic.AddPointer(a, b);
        }
        Value c = next();
        return name.equals("fma")
                ? _ -> new Arithmetic.Fma(a, b, c)
                : _ -> new Arithmetic.Select(a, b, c);
    }

    private Making shape(String name) {
        if (name.equals("arange")) {
            int start = scanner.integer();
            scanner.expect(",");
            int end = scanner.integer();
            if ((long) end - start > Integer.MAX_VALUE) {
                throw scanner.bad("arange too long");
            }
            return _ -> new ShapeOp.Arange(start, end);
        }
        Value x = reader.use();
        return switch (name) {
            case "splat" -> types -> new ShapeOp.Splat(x, only(types).shape());
            case "broadcast" -> types -> new ShapeOp.Broadcast(x, only(types).shape());
            case "reshape" -> types -> new ShapeOp.Reshape(x, only(types).shape());
            case "expand_dims" -> {
                int axis = scanner.integer();
                yield _ -> new ShapeOp.ExpandDims(x, axis);
            }
            case "flip" -> {
                int axis = scanner.integer();
                yield _ -> new ShapeOp.Flip(x, axis);
            }
            default -> {
                List<Integer> order = order();
                yield _ -> new ShapeOp.Transpose(x, order);
            }
        };
    }

    private List<Integer> order() {
        List<Integer> order = new ArrayList<>();
        scanner.expect("[");
        do {
            order.add(scanner.integer());
        } while (order.size() < Verifier.MAX_RANK && scanner.accept(","));
        scanner.expect("]");
        return order;
    }

    private @Nullable Value option(String word) {
        return scanner.acceptWord(word) ? reader.use() : null;
    }

    private CacheHint hint() {
        return scanner.acceptWord("stream")
                ? CacheHint.STREAM
                : scanner.acceptWord("keep") ? CacheHint.KEEP : CacheHint.NONE;
    }

    private Making memory(String name) {
        int start = scanner.here();
        AtomicKind kind = name.equals("atomic_rmw") ? AtomicKind.parse(scanner.word()) : null;
        if (name.equals("atomic_rmw") && kind == null) {
            throw scanner.badAt(start, "unknown kind of atomic");
        }
        Value pointer = reader.use();
        Value value = name.equals("load") ? pointer : next();
        Value compare = kind == null ? null : option("when");
        Value mask = option("mask");
        if (kind != null) {
            Semantic semantic = oneOf(Semantic.values());
            return _ -> new MemoryOp.AtomicRmw(kind, pointer, value, compare, mask, semantic);
        }
        if (name.equals("store")) {
            CacheHint hint = hint();
            return _ -> new MemoryOp.Store(pointer, value, mask, hint);
        }
        Value other = option("else");
        CacheHint hint = hint();
        boolean isVolatile = scanner.acceptWord("volatile");
        return _ -> new MemoryOp.Load(pointer, mask, other, hint, isVolatile);
    }

    private <E extends Enum<E>> E oneOf(E[] constants) {
        int start = scanner.here();
        String word = scanner.word();
        for (E constant : constants) {
            if (constant.name().toLowerCase(Locale.ROOT).equals(word)) {
                return constant;
            }
        }
        throw scanner.badAt(start, "expected one of " + List.of(constants));
    }

    private Making reduce() {
        ReduceKind kind = crossLanes.reduceKind();
        Value x = reader.use();
        scanner.expectWord("axis");
        int axis = scanner.integer();
        boolean isSequential = scanner.acceptWord("sequential");
        int order = isSequential ? 1 : crossLanes.lanes();
        return _ -> new Reduce(kind, x, axis, new ReductionOrder(order));
    }

    private Making dot() {
        Value a = reader.use();
        Value b = next();
        Value acc = next();
        InputPrecision precision = oneOf(InputPrecision.values());
        return _ -> new Dot(a, b, acc, precision);
    }

    private Making control(String name) {
        return switch (name) {
            case "for" -> made(control(this::forLoop));
            case "if" -> made(control(this::ifElse));
            case "while" -> made(control(this::whileLoop));
            case "yield" -> made(new ControlOp.Yield(values()));
            default -> {
                Value condition = reader.use();
                List<Value> values = scanner.accept(",") ? values() : List.of();
                yield _ -> new ControlOp.Condition(condition, values);
            }
        };
    }

    private interface Parts {
        ControlOp read();
    }

    /// Ops with blocks are made at once, as no type is missing; what their records refuse is told
    /// at the op.
    private ControlOp control(Parts parts) {
        int start = scanner.here();
        try {
            return parts.read();
        } catch (IllegalArgumentException e) {
            throw scanner.badAt(start, String.valueOf(e.getMessage()));
        }
    }

    private List<Value> values() {
        List<Value> values = new ArrayList<>();
        if (scanner.startsValue()) {
            do {
                values.add(reader.use());
            } while (scanner.accept(","));
        }
        return values;
    }

    private ControlOp forLoop() {
        List<Value> parameters = new ArrayList<>();
        List<Value> inits = new ArrayList<>();
        parameters.add(reader.typedValue());
        scanner.expect("=");
        Value lower = reader.use();
        scanner.expectWord("to");
        Value upper = reader.use();
        scanner.expectWord("step");
        Value step = reader.use();
        if (scanner.acceptWord("carry")) {
            carried(parameters, inits);
        }
        return new ControlOp.For(lower, upper, step, inits, reader.block(parameters));
    }

    private ControlOp ifElse() {
        Value condition = reader.use();
        var thenBlock = reader.block(List.of());
        scanner.expectWord("else");
        return new ControlOp.If(condition, thenBlock, reader.block(List.of()));
    }

    private ControlOp whileLoop() {
        List<Value> parameters = new ArrayList<>();
        List<Value> inits = new ArrayList<>();
        carried(parameters, inits);
        var before = reader.block(parameters);
        scanner.expectWord("do");
        List<Value> handed = new ArrayList<>();
        carried(handed, null);
        return new ControlOp.While(inits, before, reader.block(handed));
    }

    /// `(%1: i32 = %0, …)`; without starts where `inits` is absent.
    private void carried(List<Value> parameters, @Nullable List<Value> inits) {
        scanner.expect("(");
        if (scanner.accept(")")) {
            return;
        }
        do {
            parameters.add(reader.typedValue());
            if (inits != null) {
                scanner.expect("=");
                inits.add(reader.use());
            }
        } while (scanner.accept(","));
        scanner.expect(")");
    }
}
