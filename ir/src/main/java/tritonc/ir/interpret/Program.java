package tritonc.ir.interpret;

import org.jspecify.annotations.Nullable;

import tritonc.ir.artifact.PrintedLine;
import tritonc.ir.math.Lanes;
import tritonc.ir.tile.Arithmetic;
import tritonc.ir.tile.BinaryKind;
import tritonc.ir.tile.BitonicMerge;
import tritonc.ir.tile.Block;
import tritonc.ir.tile.ControlOp;
import tritonc.ir.tile.Dot;
import tritonc.ir.tile.EffectOp;
import tritonc.ir.tile.Fold;
import tritonc.ir.tile.Gather;
import tritonc.ir.tile.Histogram;
import tritonc.ir.tile.MemoryOp;
import tritonc.ir.tile.ProgramOp;
import tritonc.ir.tile.Reduce;
import tritonc.ir.tile.Scan;
import tritonc.ir.tile.ShapeOp;
import tritonc.ir.tile.Statement;
import tritonc.ir.tile.TileKernel;
import tritonc.ir.tile.TileOp;
import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;
import tritonc.ir.type.ElementType;
import tritonc.ir.type.Type;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// One program of the grid at a time: the lanes of every value defined so far, and what each op
/// does to them.
final class Program {
    private final TileKernel kernel;
    private final Memory memory;
    private final Launch launch;
    private final Consumer<String> printed;
    private final Map<Integer, long[]> lanes = new HashMap<>();
    private final int[] id = new int[3];
    private long steps;

    Program(TileKernel kernel, Memory memory, Launch launch, Consumer<String> printed) {
        this.kernel = kernel;
        this.memory = memory;
        this.launch = launch;
        this.printed = printed;
    }

    int id(int axis) {
        return id[axis];
    }

    void run(int x, int y, int z) {
        id[0] = x;
        id[1] = y;
        id[2] = z;
        for (int i = 0; i < kernel.parameters().size(); i++) {
            Value parameter = kernel.parameters().get(i).value();
            long lane =
                    switch (launch.arguments().get(i)) {
                        case Argument.Scalar s ->
                                Lanes.fromBits(parameter.type().dtype(), s.lane());
                        case Argument.Pointer p -> p.address();
                    };
            set(parameter, new long[] {lane});
        }
        block(kernel.body());
    }

    private long[] get(Value value) {
        long[] found = lanes.get(value.id());
        if (found == null) {
            throw new IllegalStateException("no lanes for " + value);
        }
        return found;
    }

    private long @Nullable [] maybe(@Nullable Value value) {
        return value == null ? null : get(value);
    }

    private long scalar(Value value) {
        return get(value)[0];
    }

    private void set(Value value, long[] to) {
        lanes.put(value.id(), to);
    }

    /// Gives `to` the lanes of `from`, all at once: a loop may swap its carried values.
    private void set(List<Value> to, List<Value> from) {
        long[][] moved = new long[from.size()][];
        for (int i = 0; i < moved.length; i++) {
            moved[i] = get(from.get(i));
        }
        for (int i = 0; i < moved.length; i++) {
            set(to.get(i), moved[i]);
        }
    }

    private void block(Block block) {
        for (Statement statement : block.statements()) {
            if (++steps > launch.steps()) {
                throw new StepLimit(launch.steps());
            }
            switch (statement.op()) {
                case ControlOp c -> control(c, statement.results());
                case MemoryOp m -> memory(m, statement);
                case EffectOp e -> effect(e, statement);
                case Fold f -> fold(f, statement.results());
                case TileOp op -> set(statement.result(), pure(op));
            }
        }
    }

    private void control(ControlOp op, List<Value> results) {
        switch (op) {
            case ControlOp.For f -> loop(f, results);
            case ControlOp.If i -> {
                Block taken = scalar(i.condition()) != 0 ? i.thenBlock() : i.elseBlock();
                block(taken);
                set(results, taken.yields());
            }
            case ControlOp.While w -> {
                set(w.before().parameters(), w.inits());
                block(w.before());
                while (scalar(w.condition().condition()) != 0) {
                    set(w.after().parameters(), w.condition().values());
                    block(w.after());
                    set(w.before().parameters(), w.after().yields());
                    block(w.before());
                }
                set(results, w.condition().values());
            }
            case ControlOp.Yield _, ControlOp.Condition _ -> {}
        }
    }

    private void loop(ControlOp.For f, List<Value> results) {
        DType dtype = f.iv().type().dtype();
        long lower = scalar(f.lower());
        long step = scalar(f.step());
        long turns = turns(dtype, lower, scalar(f.upper()), step);
        set(f.carried(), f.inits());
        for (long i = 0; i != turns; i++) {
            set(f.iv(), new long[] {lower + i * step});
            block(f.body());
            set(f.carried(), f.body().yields());
        }
        set(results, f.carried());
    }

    /// How often a `for` turns, as an unsigned number.
    static long turns(DType dtype, long lower, long upper, long step) {
        boolean signed = dtype.isSigned();
        boolean none = signed ? lower >= upper : Long.compareUnsigned(lower, upper) >= 0;
        if (none || step == 0 || signed && step < 0) {
            return 0;
        }
        return Long.divideUnsigned(upper - lower - 1, step) + 1;
    }

    private void memory(MemoryOp op, Statement statement) {
        Memory.Accesses accesses = memory.accesses(op);
        switch (op) {
            case MemoryOp.Load load -> load(load, accesses, statement);
            case MemoryOp.Store store -> store(store, accesses, statement);
            case MemoryOp.AtomicRmw atomic -> atomic(atomic, accesses, statement);
        }
    }

    private void load(MemoryOp.Load op, Memory.Accesses accesses, Statement statement) {
        ElementType element = op.accessType().element();
        long[] address = get(op.pointer());
        long @Nullable [] mask = maybe(op.mask());
        long @Nullable [] other = maybe(op.other());
        long[] out = other == null ? new long[address.length] : other.clone();
        for (int i = 0; i < out.length; i++) {
            if (mask == null || mask[i] != 0) {
                Storage storage = accesses.at(address[i], i, this, statement);
                out[i] = storage.read(element, address[i]);
            }
        }
        set(statement.result(), out);
    }

    private void store(MemoryOp.Store op, Memory.Accesses accesses, Statement statement) {
        ElementType element = op.accessType().element();
        long[] address = get(op.pointer());
        long[] value = get(op.value());
        long @Nullable [] mask = maybe(op.mask());
        for (int i = 0; i < address.length; i++) {
            if (mask == null || mask[i] != 0) {
                Storage storage = accesses.at(address[i], i, this, statement);
                storage.write(element, address[i], value[i]);
            }
        }
    }

    private void atomic(MemoryOp.AtomicRmw op, Memory.Accesses accesses, Statement statement) {
        ElementType element = op.accessType().element();
        long[] address = get(op.pointer());
        long[] value = get(op.value());
        long @Nullable [] mask = maybe(op.mask());
        long @Nullable [] compare = maybe(op.compare());
        BinaryKind combine = op.kind().combine();
        long[] old = new long[address.length];
        for (int i = 0; i < old.length; i++) {
            if (mask == null || mask[i] != 0) {
                Storage storage = accesses.at(address[i], i, this, statement);
                old[i] = storage.read(element, address[i]);
                if (compare == null || compare[i] == old[i]) {
                    storage.write(element, address[i], joined(combine, element, old[i], value[i]));
                }
            }
        }
        set(statement.result(), old);
    }

    private void effect(EffectOp op, Statement statement) {
        switch (op) {
            case EffectOp.Print print -> print(print);
            case EffectOp.Assert a -> {
                long[] condition = get(a.condition());
                for (int i = 0; i < condition.length; i++) {
                    if (condition[i] == 0) {
                        throw new AssertFault(id[0], id[1], id[2], a.message(), statement.at(), i);
                    }
                }
            }
        }
    }

    private void print(EffectOp.Print op) {
        int operands = op.values().size();
        if (operands == 0) {
            printed.accept(PrintedLine.of(id[0], id[1], id[2], op.prefix()));
        }
        for (int k = 0; k < operands; k++) {
            Type type = op.values().get(k).type();
            long[] lanes = get(op.values().get(k));
            for (int i = 0; i < lanes.length; i++) {
                printed.accept(
                        PrintedLine.of(
                                id[0],
                                id[1],
                                id[2],
                                type.shape(),
                                i,
                                op.prefix(),
                                k,
                                operands,
                                op.isHex(),
                                type.element(),
                                lanes[i]));
            }
        }
    }

    private static long joined(
            @Nullable BinaryKind combine, ElementType element, long old, long value) {
        return combine == null || !(element instanceof DType dtype)
                ? value
                : Lanes.binary(combine, dtype, old, value);
    }

    private long[] pure(TileOp op) {
        return switch (op) {
            case Arithmetic a -> arithmetic(a);
            case ShapeOp s -> shape(s);
            case ProgramOp.ProgramId p -> new long[] {id[p.axis()]};
            case ProgramOp.NumPrograms n -> new long[] {extent(n.axis())};
            case Reduce r -> Tiles.reduce(r, get(r.x()));
            case Scan s -> CrossLanes.scan(s, get(s.x()));
            case BitonicMerge m -> CrossLanes.merge(m, get(m.x()));
            case Gather g -> CrossLanes.gather(g, get(g.x()), get(g.index()));
            case Histogram h -> CrossLanes.histogram(h, get(h.x()), maybe(h.mask()));
            case Dot d -> Tiles.dot(d, get(d.a()), get(d.b()), get(d.acc()));
            case MemoryOp _, EffectOp _, ControlOp _, Fold _ ->
                    throw new IllegalStateException(op.name());
        };
    }

    private void fold(Fold op, List<Value> results) {
        List<long[]> xs = new ArrayList<>(op.xs().size());
        for (Value x : op.xs()) {
            xs.add(get(x));
        }
        List<long[]> out = new Folds(op, this::combine).run(xs);
        for (int i = 0; i < out.size(); i++) {
            set(results.get(i), out.get(i));
        }
    }

    /// One call of a fold's function.
    private long[] combine(Block function, long[] arguments) {
        for (int i = 0; i < arguments.length; i++) {
            set(function.parameters().get(i), new long[] {arguments[i]});
        }
        block(function);
        long[] out = new long[function.yields().size()];
        for (int i = 0; i < out.length; i++) {
            out[i] = scalar(function.yields().get(i));
        }
        return out;
    }

    private int extent(int axis) {
        return axis == 0 ? launch.x() : axis == 1 ? launch.y() : launch.z();
    }

    private long[] arithmetic(Arithmetic op) {
        return switch (op) {
            case Arithmetic.Constant c -> Tiles.fill(c.type().size(), c.bits());
            case Arithmetic.Unary u -> ElementLoops.unary(u.kind(), u.type().dtype(), get(u.x()));
            case Arithmetic.Binary b ->
                    ElementLoops.binary(b.kind(), b.type().dtype(), get(b.a()), get(b.b()));
            case Arithmetic.Compare c ->
                    ElementLoops.compare(c.kind(), c.a().type().element(), get(c.a()), get(c.b()));
            case Arithmetic.Select s ->
                    Tiles.select(get(s.condition()), get(s.ifTrue()), get(s.ifFalse()));
            case Arithmetic.Fma f ->
                    Tiles.fma(f.type().dtype(), get(f.a()), get(f.b()), get(f.c()));
            case Arithmetic.Cast c -> Tiles.cast(c, get(c.x()));
            case Arithmetic.Bitcast b -> Tiles.bitcast(b, get(b.x()));
            case Arithmetic.AddPointer a -> Tiles.addPointer(a, get(a.pointer()), get(a.offset()));
        };
    }

    private long[] shape(ShapeOp op) {
        return switch (op) {
            case ShapeOp.Arange a -> Tiles.arange(a);
            case ShapeOp.Splat s -> Tiles.fill(s.type().size(), scalar(s.x()));
            case ShapeOp.Broadcast b ->
                    Tiles.broadcast(b.x().type().shape(), b.shape(), get(b.x()));
            case ShapeOp.ExpandDims e -> get(e.x());
            case ShapeOp.Reshape r -> get(r.x());
            case ShapeOp.Transpose t -> Tiles.transpose(t, get(t.x()));
            case ShapeOp.Flip f -> Tiles.flip(f, get(f.x()));
        };
    }
}
