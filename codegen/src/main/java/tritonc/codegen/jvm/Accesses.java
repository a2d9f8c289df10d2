package tritonc.codegen.jvm;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;

import tritonc.codegen.loop.Access;
import tritonc.codegen.loop.Check;
import tritonc.codegen.loop.LoopNode;
import tritonc.codegen.loop.Memory;
import tritonc.codegen.loop.Place;
import tritonc.codegen.loop.Site;
import tritonc.ir.tile.AtomicKind;
import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;
import tritonc.ir.type.ElementType;

import java.util.IdentityHashMap;
import java.util.List;

/// Writes the steps that touch memory. A checked access first shows that its bytes lie in the
/// storage; the number of its lane is computed only where it raises.
final class Accesses {
    private final Scope scope;
    private final Code code;
    private final Changes changes;

    /// Locals with the rows of the accesses that have one.
    private final IdentityHashMap<LoopNode, Integer> rows = new IdentityHashMap<>();

    /// The local with the place in the row.
    private int element;

    Accesses(Scope scope) {
        this.scope = scope;
        this.code = scope.code();
        this.changes = new Changes(scope);
    }

    /// Whom to tell what is stored.
    Changes changes() {
        return changes;
    }

    /// Lets an access go to the row in a local.
    void useRow(LoopNode access, int array) {
        rows.put(access, array);
    }

    /// Tells which local holds the place in all rows from here on.
    void runAlong(int local) {
        element = local;
    }

    void emit(Memory memory) {
        Integer row = rows.get(memory);
        if (row != null) {
            code.loadReference(row);
            code.load(Carrier.INT, element);
            if (memory instanceof Memory.Load l) {
                RowStorage.of(type(l.access())).load(code);
                scope.define(l.result());
            } else if (memory instanceof Memory.Store s) {
                scope.push(s.value());
                RowStorage.of(type(s.access())).store(code);
            }
            return;
        }
        switch (memory) {
            case Memory.Load l -> load(l);
            case Memory.Store s -> store(s);
            case Memory.Atomic a -> atomic(a);
            case Memory.BufferLoad l -> {
                element(l.element());
                ElementType type = l.element().buffer().type();
                Storage.of(type).load(code, type);
                scope.define(l.result());
            }
            case Memory.BufferStore s -> {
                element(s.element());
                scope.push(s.value());
                Storage.of(s.element().buffer().type()).store(code);
            }
        }
    }

    private ElementType type(Access access) {
        return scope.kernel().sites().get(access.site()).type();
    }

    private void load(Memory.Load load) {
        ElementType type = type(load.access());
        if (load.mask() == null) {
            pushAddress(load.place(), load.access());
            read(type, load.isVolatile());
            scope.define(load.result());
            return;
        }
        Label off = new Label();
        Label end = new Label();
        scope.push(load.mask());
        code.jump(Opcodes.IFEQ, off);
        pushAddress(load.place(), load.access());
        read(type, load.isVolatile());
        code.jump(Opcodes.GOTO, end);
        code.place(off);
        if (load.other() == null) {
            code.pushLane(type, 0);
        } else {
            scope.push(load.other());
        }
        code.place(end, Carrier.of(type));
        scope.define(load.result());
    }

    private void store(Memory.Store store) {
        Label off = skipUnless(store.mask());
        pushAddress(store.place(), store.access());
        scope.push(store.value());
        write(type(store.access()));
        changes.stored();
        if (off != null) {
            code.place(off);
        }
    }

    private @Nullable Label skipUnless(@Nullable Value mask) {
        if (mask == null) {
            return null;
        }
        Label off = new Label();
        scope.push(mask);
        code.jump(Opcodes.IFEQ, off);
        return off;
    }

    private void atomic(Memory.Atomic atomic) {
        ElementType type = type(atomic.access());
        if (atomic.result() != null) {
            scope.declare(atomic.result());
        }
        Label off = skipUnless(atomic.mask());
        pushAddress(atomic.place(), atomic.access());
        if (atomic.compare() == null) {
            scope.push(atomic.value());
            code.push(number(atomic.kind()));
            String carrier = Carrier.of(type).descriptor();
            // tables of addresses change like unsigned numbers
            String name = type instanceof DType d ? d.toString() : "u64";
            code.support("Atomics", name, "(J" + carrier + "I)" + carrier);
        } else {
            compareAndSwap(type, atomic.compare(), atomic.value());
        }
        changes.joined(atomic, type, number(atomic.kind()));
        if (atomic.result() != null) {
            scope.assign(atomic.result());
        } else {
            code.op(Carrier.of(type).slots() == 2 ? Opcodes.POP2 : Opcodes.POP);
        }
        if (off != null) {
            code.place(off);
        }
    }

    /// Swaps bits, and leaves the old ones as a lane.
    private void compareAndSwap(ElementType type, Value compare, Value value) {
        DType bits = Changes.bits(type);
        for (Value operand : List.of(compare, value)) {
            scope.push(operand);
            if (type instanceof DType d && d.isFloat()) {
                Casts.bitcast(code, d, bits);
            }
        }
        String carrier = Carrier.of(bits).descriptor();
        code.support("Atomics", "swap" + type.bits(), "(J" + carrier + carrier + ")" + carrier);
        if (type instanceof DType d && d.isFloat()) {
            Casts.bitcast(code, bits, d);
        } else if (type == DType.U16) {
            Scalars.wrap(code, DType.U16);
        }
    }

    /// The kind as the runtime numbers it.
    private static int number(AtomicKind kind) {
        return switch (kind) {
            case ADD -> 0;
            case MAX -> 1;
            case MIN -> 2;
            case AND -> 3;
            case OR -> 4;
            case XOR -> 5;
            case XCHG -> 6;
        };
    }

    /// Leaves the address of an access, checked if need be. The stack must be empty.
    private void pushAddress(Place place, Access access) {
        ElementType type = type(access);
        if (access.check() == Check.PROVED) {
            computeAddress(place);
            return;
        }
        int mark = code.mark();
        int address = code.take(Carrier.LONG);
        computeAddress(place);
        code.store(Carrier.LONG, address);
        int parameter = scope.kernel().sites().get(access.site()).parameter();
        Label inside = new Label();
        boolean known = parameter != Site.UNKNOWN;
        if (!known) {
            code.loadReference(0);
        }
        code.load(Carrier.LONG, address);
        if (known) {
            scope.pushBounds(parameter);
        }
        code.push(type.bytes());
        if (known) {
            code.support("CompiledKernel", "isInside", "(JJJI)Z");
        } else {
            code.self(scope.type(), "isInsideAny", "(JI)Z");
        }
        code.jump(Opcodes.IFNE, inside);
        code.push(access.site());
        pushLane(access.lane());
        code.load(Carrier.LONG, address);
        code.push(parameter);
        String fault = "L" + Code.RUNTIME + "MemoryFault;";
        code.support("CompiledKernel", "fault", "(IJJI)" + fault);
        code.op(Opcodes.ATHROW);
        code.place(inside);
        code.load(Carrier.LONG, address);
        code.release(mark);
    }

    void computeAddress(Place place) {
        scope.push(place.base());
        for (Place.Term term : place.terms()) {
            scope.push(term.index());
            code.op(Opcodes.I2L);
            if (!term.stride().is(1)) {
                scope.pushLong(term.stride());
                code.op(Opcodes.LMUL);
            }
            code.op(Opcodes.LADD);
        }
    }

    private void pushLane(List<Access.Coordinate> lane) {
        code.push(0L);
        for (Access.Coordinate coordinate : lane) {
            scope.push(coordinate.value());
            code.op(Opcodes.I2L);
            code.push((long) coordinate.weight());
            code.op(Opcodes.LMUL);
            code.op(Opcodes.LADD);
        }
    }

    private void read(ElementType element, boolean isVolatile) {
        read(element);
        if (isVolatile) {
            // what is read later may not be read before: so a loop reads anew each time
            code.call("java/lang/invoke/VarHandle", "acquireFence", "()V");
        }
    }

    /// Reads the element at the address on the stack into its carrier.
    private void read(ElementType element) {
        if (!(element instanceof DType type)) {
            code.support("Memory", "getLong", "(J)J");
            return;
        }
        switch (type) {
            case I1 -> code.support("Memory", "getBool", "(J)I");
            case I8 -> code.support("Memory", "getByte", "(J)B");
            case U8, FP8E4NV, FP8E4B8, FP8E4B15, FP8E5, FP8E5B16 -> {
                code.support("Memory", "getByte", "(J)B");
                Scalars.wrap(code, DType.U8);
            }
            case I16 -> code.support("Memory", "getShort", "(J)S");
            case U16 -> {
                code.support("Memory", "getShort", "(J)S");
                Scalars.wrap(code, DType.U16);
            }
            case FP16, BF16 -> {
                code.support("Memory", "getShort", "(J)S");
                Casts.bitcast(code, DType.I16, type);
            }
            case I32, U32 -> code.support("Memory", "getInt", "(J)I");
            case I64, U64 -> code.support("Memory", "getLong", "(J)J");
            case FP32 -> code.support("Memory", "getFloat", "(J)F");
            case FP64 -> code.support("Memory", "getDouble", "(J)D");
        }
    }

    /// Writes the value on the stack, in its carrier, to the address below it.
    private void write(ElementType element) {
        if (!(element instanceof DType type)) {
            code.support("Memory", "put", "(JJ)V");
            return;
        }
        switch (type) {
            case I1, I8, U8, FP8E4NV, FP8E4B8, FP8E4B15, FP8E5, FP8E5B16 -> {
                code.op(Opcodes.I2B);
                code.support("Memory", "put", "(JB)V");
            }
            case I16, U16 -> {
                code.op(Opcodes.I2S);
                code.support("Memory", "put", "(JS)V");
            }
            case FP16, BF16 -> {
                Casts.bitcast(code, type, DType.I16);
                code.support("Memory", "put", "(JS)V");
            }
            case I32, U32 -> code.support("Memory", "put", "(JI)V");
            case I64, U64 -> code.support("Memory", "put", "(JJ)V");
            case FP32 -> code.support("Memory", "put", "(JF)V");
            case FP64 -> code.support("Memory", "put", "(JD)V");
        }
    }

    /// Pushes the array of a buffer and the index of an element.
    private void element(Memory.Element element) {
        scope.pushBuffer(element.buffer());
        boolean any = false;
        for (Memory.Term term : element.terms()) {
            scope.push(term.index());
            if (term.stride() != 1) {
                code.push(term.stride());
                code.op(Opcodes.IMUL);
            }
            if (any) {
                code.op(Opcodes.IADD);
            }
            any = true;
        }
        if (element.offset() != 0 || !any) {
            code.push(element.offset());
            if (any) {
                code.op(Opcodes.IADD);
            }
        }
    }
}
