package tritonc.codegen.x86.kernel;

import org.jspecify.annotations.Nullable;

import tritonc.codegen.loop.Memory;
import tritonc.codegen.x86.Condition;
import tritonc.codegen.x86.Imm;
import tritonc.codegen.x86.Mem;
import tritonc.codegen.x86.Reg;
import tritonc.codegen.x86.ScalarOp;
import tritonc.ir.artifact.NativeFrame;
import tritonc.ir.tile.AtomicKind;
import tritonc.ir.tile.BinaryKind;
import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;
import tritonc.ir.type.ElementType;

/// Read-modify-writes, each one step to all threads. Elements at addresses that their size does not
/// divide change under one lock of the process, as one step among their like: a locked instruction
/// across two cache lines stops the whole machine, and some systems end a process for it.
final class AtomicMemory {
    private final Code code;
    private final Values values;
    private final ScalarMemory scalars;
    private final Computing computing;
    private final Elements elements;

    AtomicMemory(Code code, Values values, ScalarMemory scalars, Computing computing) {
        this.code = code;
        this.values = values;
        this.scalars = scalars;
        this.computing = computing;
        this.elements = new Elements(code);
    }

    void write(Memory.Atomic a) {
        ElementType element = a.value().type().element();
        // tables of addresses change like unsigned numbers
        DType type = element instanceof DType d ? d : DType.U64;
        if (type.isFp8()) {
            throw new Unsupported("atomics of " + type);
        }
        Value result = a.result();
        Reg[] to = values.fresh(type);
        Code.Block after = code.block();
        if (a.mask() != null) {
            scalars.zero(type, to[0]);
            scalars.test(a.mask());
            code.jump(Condition.E, after);
        }
        Reg address = scalars.address(a.place(), a.access(), element);
        Reg old = code.general();
        step(a, type, address, old);
        if (result != null) {
            code.move(to[0], elements.carried(type, old));
        }
        code.place(after);
        if (result != null) {
            values.alias(result, to);
        }
    }

    private void step(Memory.Atomic a, DType type, Reg address, Reg old) {
        Reg operand = elements.bits(type, values.of(a.value()));
        Value compare = a.compare();
        Reg expected = compare == null ? null : elements.bits(type, values.of(compare));
        Code.Block done = code.block();
        if (type.bytes() > 1) {
            Code.Block aligned = code.block();
            code.add(ScalarOp.TEST, 64, address, new Imm(type.bytes() - 1));
            code.jump(Condition.E, aligned);
            locked(a, type, address, old, operand, expected);
            code.jump(done);
            code.place(aligned);
        }
        boolean adds = a.kind() == AtomicKind.ADD && !type.isFloat();
        boolean swaps = a.kind() == AtomicKind.XCHG && type != DType.I1;
        int bits = 8 * type.bytes();
        if (expected != null) {
            code.move(Reg.RAX, expected);
            code.add(ScalarOp.CMPXCHG, bits, Mem.of(address), operand);
            code.move(old, Reg.RAX);
        } else if (adds || swaps) {
            Reg both = code.general();
            code.move(both, operand);
            code.add(adds ? ScalarOp.XADD : ScalarOp.XCHG, bits, Mem.of(address), both);
            code.move(old, both);
        } else {
            byComparing(a, type, address, old, operand);
        }
        code.place(done);
        if (code.turns != null) {
            count(a.kind(), type, old, operand, expected);
        }
    }

    /// Counts a change: others may wait for it.
    private void count(AtomicKind kind, DType type, Reg old, Reg operand, @Nullable Reg expected) {
        Code.Block same = code.block();
        Reg stored = expected == null ? changed(kind, type, old, operand) : operand;
        if (expected != null) {
            code.add(ScalarOp.CMP, 64, old, expected);
            code.jump(Condition.NE, same);
        }
        code.add(ScalarOp.CMP, 64, old, stored);
        code.jump(Condition.E, same);
        code.changes();
        code.place(same);
    }

    /// Computes anew until nobody else has changed the element meanwhile.
    private void byComparing(Memory.Atomic a, DType type, Reg address, Reg old, Reg operand) {
        Code.Block top = code.block();
        Code.Block done = code.block();
        elements.readBits(type, old, Mem.of(address));
        code.enterLoop();
        code.place(top);
        Reg changed = changed(a.kind(), type, old, operand);
        code.move(Reg.RAX, old);
        code.add(ScalarOp.CMPXCHG, 8 * type.bytes(), Mem.of(address), changed);
        code.jump(Condition.E, done);
        code.move(old, Reg.RAX);
        code.jump(top);
        code.leaveLoop();
        code.place(done);
    }

    /// The bits to store.
    private Reg changed(AtomicKind kind, DType type, Reg old, Reg operand) {
        BinaryKind combine = kind.combine();
        if (combine == null) {
            return operand;
        }
        Reg x = elements.carried(type, old);
        Reg y = elements.carried(type, operand);
        Reg[] to = values.fresh(type);
        computing.join(combine, type, to, new Reg[] {x}, new Reg[] {y}, null, null);
        return elements.bits(type, to[0]);
    }

    private void locked(
            Memory.Atomic a,
            DType type,
            Reg address,
            Reg old,
            Reg operand,
            @Nullable Reg expected) {
        Reg lock = code.general();
        Code.Block top = code.block();
        Code.Block mine = code.block();
        code.add(ScalarOp.MOV_, 64, lock, Mem.of(X86Machine.FRAME, NativeFrame.LOCK));
        code.enterLoop();
        code.place(top);
        Reg taken = code.number(1);
        code.add(ScalarOp.XCHG, 32, Mem.of(lock), taken);
        code.add(ScalarOp.TEST, 32, taken, taken);
        code.jump(Condition.E, mine);
        code.add(ScalarOp.PAUSE, 64);
        code.jump(top);
        code.leaveLoop();
        code.place(mine);
        elements.readBits(type, old, Mem.of(address));
        Reg changed = code.general();
        if (expected == null) {
            code.move(changed, changed(a.kind(), type, old, operand));
        } else {
            code.move(changed, operand);
            code.add(ScalarOp.CMP, 64, old, expected);
            code.add(ScalarOp.CMOVNE, 64, changed, old);
        }
        code.add(ScalarOp.MOV_, 8 * type.bytes(), Mem.of(address), changed);
        code.add(ScalarOp.MOV_, 32, Mem.of(lock), new Imm(0));
    }
}
