package tritonc.codegen.x86.kernel;

import tritonc.codegen.loop.Access;
import tritonc.codegen.loop.Check;
import tritonc.codegen.loop.LoopKernel;
import tritonc.codegen.loop.Memory;
import tritonc.codegen.loop.Place;
import tritonc.codegen.loop.Site;
import tritonc.codegen.x86.Condition;
import tritonc.codegen.x86.Imm;
import tritonc.codegen.x86.Mem;
import tritonc.codegen.x86.Operand;
import tritonc.codegen.x86.Reg;
import tritonc.codegen.x86.ScalarOp;
import tritonc.codegen.x86.VectorOp;
import tritonc.ir.artifact.NativeFrame;
import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;
import tritonc.ir.type.ElementType;

import java.util.ArrayList;
import java.util.List;

/// Reads and writes single elements of tensors and buffers, checked where they must be.
final class ScalarMemory {
    private final Code code;
    private final Values values;
    private final Addresses addresses;
    private final Flow flow;
    private final LoopKernel kernel;
    private final Elements elements;

    /// What stands behind the kernel's code: how accesses that went astray are told.
    private final List<Runnable> behind = new ArrayList<>();

    ScalarMemory(Code code, Values values, Addresses addresses, Flow flow, LoopKernel kernel) {
        this.code = code;
        this.values = values;
        this.addresses = addresses;
        this.flow = flow;
        this.kernel = kernel;
        this.elements = new Elements(code);
    }

    /// Writes what stands behind the code.
    void finish() {
        behind.forEach(Runnable::run);
    }

    void load(Memory.Load l) {
        ElementType type = l.result().type().element();
        Reg[] to = values.fresh(l.result().type());
        Value mask = l.mask();
        if (mask == null) {
            elements.read(type, to[0], checked(l.place(), l.access(), type));
            values.alias(l.result(), to);
            return;
        }
        Code.Block off = code.block();
        Code.Block after = code.block();
        test(mask);
        code.jump(Condition.E, off);
        elements.read(type, to[0], checked(l.place(), l.access(), type));
        code.jump(after);
        code.place(off);
        Value other = l.other();
        if (other != null) {
            code.move(to[0], values.of(other));
        } else {
            zero(type, to[0]);
        }
        code.place(after);
        values.alias(l.result(), to);
    }

    void zero(ElementType type, Reg to) {
        if (Kinds.isFloat(type)) {
            code.add(VectorOp.VMOVSD, 128, to, code.constant(0, 8));
        } else {
            code.add(ScalarOp.MOV_, 32, to, new Imm(0));
        }
    }

    /// Leaves flags: equal where a truth value is false.
    void test(Value mask) {
        Reg m = values.of(mask);
        code.add(ScalarOp.TEST, 32, m, m);
    }

    void store(Memory.Store s) {
        ElementType type = s.value().type().element();
        Code.Block after = code.block();
        if (s.mask() != null) {
            test(s.mask());
            code.jump(Condition.E, after);
        }
        elements.write(type, checked(s.place(), s.access(), type), values.of(s.value()));
        code.changes();
        if (s.mask() != null) {
            code.place(after);
        }
    }

    /// Where an element is; a checked one leaves the kernel where it lies outside.
    private Mem checked(Place place, Access access, ElementType type) {
        Mem memory = addresses.of(place, 0);
        if (access.check() == Check.PROVED) {
            return memory;
        }
        Reg address = addresses.address(memory);
        Code.Block astray = code.block();
        int parameter = kernel.sites().get(access.site()).parameter();
        if (parameter == Site.UNKNOWN) {
            insideAny(address, type.bytes(), astray);
        } else {
            Mem start = Mem.of(X86Machine.FRAME, NativeFrame.start(parameter));
            Mem end = Mem.of(X86Machine.FRAME, NativeFrame.end(parameter));
            inside(address, start, end, type.bytes(), astray);
        }
        behind.add(() -> fault(astray, access, address));
        return Mem.of(address);
    }

    /// The address of an element, checked alike.
    Reg address(Place place, Access access, ElementType type) {
        return addresses.address(checked(place, access, type));
    }

    private void inside(Reg address, Operand start, Operand end, int bytes, Code.Block astray) {
        Reg room = code.general();
        Reg offset = code.general();
        code.add(ScalarOp.MOV_, 64, room, end);
        code.add(ScalarOp.SUB, 64, room, start);
        code.add(ScalarOp.SUB, 64, room, new Imm(bytes));
        code.jump(Condition.L, astray);
        code.move(offset, address);
        code.add(ScalarOp.SUB, 64, offset, start);
        code.add(ScalarOp.CMP, 64, offset, room);
        code.jump(Condition.A, astray);
    }

    /// Looks through the storages of the launch, which are few.
    private void insideAny(Reg address, int bytes, Code.Block astray) {
        Reg index = code.number(0);
        Reg count = code.general();
        Reg starts = code.general();
        Reg ends = code.general();
        code.add(ScalarOp.MOV_, 64, count, Mem.of(X86Machine.FRAME, NativeFrame.LIVE));
        code.add(ScalarOp.MOV_, 64, starts, Mem.of(X86Machine.FRAME, NativeFrame.LIVE_STARTS));
        code.add(ScalarOp.MOV_, 64, ends, Mem.of(X86Machine.FRAME, NativeFrame.LIVE_ENDS));
        Code.Block top = code.block();
        Code.Block next = code.block();
        Code.Block found = code.block();
        code.enterLoop();
        code.place(top);
        code.add(ScalarOp.CMP, 64, index, count);
        code.jump(Condition.GE, astray);
        Reg start = code.general();
        Reg end = code.general();
        code.add(ScalarOp.MOV_, 64, start, Mem.of(starts, index, 8, 0));
        code.add(ScalarOp.MOV_, 64, end, Mem.of(ends, index, 8, 0));
        inside(address, start, end, bytes, next);
        code.jump(found);
        code.place(next);
        code.add(ScalarOp.ADD, 64, index, new Imm(1));
        code.jump(top);
        code.leaveLoop();
        code.place(found);
    }

    private void fault(Code.Block astray, Access access, Reg address) {
        code.place(astray);
        Reg lane = code.number(0);
        for (Access.Coordinate c : access.lane()) {
            Reg part = code.general();
            code.add(ScalarOp.IMUL_BY, 64, part, values.of(c.value()), new Imm(c.weight()));
            code.add(ScalarOp.ADD, 64, lane, part);
        }
        flow.fault(access.site(), lane, address);
    }

    /// Reads an element of a buffer, which has the format of its register.
    void readBuffer(Value result, ElementType type, Mem from) {
        Reg to = values.one(result);
        if (type == DType.I1) {
            code.add(ScalarOp.MOVZX_B, 32, to, from);
        } else if (Kinds.isFloat(type)) {
            boolean wide = type == DType.FP64;
            code.add(wide ? VectorOp.VMOVSD : VectorOp.VMOVSS, 128, to, from);
        } else {
            code.add(ScalarOp.MOV_, Kinds.laneBits(type), to, from);
        }
    }

    /// @param bytes of an element
    void writeBuffer(ElementType type, int bytes, Mem to, Reg from) {
        if (Kinds.isFloat(type)) {
            boolean wide = type == DType.FP64;
            VectorOp op = wide ? VectorOp.VMOVSD_STORE : VectorOp.VMOVSS_STORE;
            code.add(op, 128, to, from);
        } else {
            code.add(ScalarOp.MOV_, Byte.SIZE * bytes, to, from);
        }
    }
}
