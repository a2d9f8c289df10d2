package tritonc.codegen.x86.kernel;

import tritonc.codegen.loop.Amount;
import tritonc.codegen.loop.Guard;
import tritonc.codegen.loop.Site;
import tritonc.codegen.loop.Sweep;
import tritonc.codegen.x86.Condition;
import tritonc.codegen.x86.Imm;
import tritonc.codegen.x86.Mem;
import tritonc.codegen.x86.Operand;
import tritonc.codegen.x86.Reg;
import tritonc.codegen.x86.ScalarOp;
import tritonc.ir.artifact.NativeFrame;
import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;

import java.util.List;

/// The tests that allow a faster version. Sums are computed in 64 bits; where one overflows, the
/// test says no. Where a sweep is empty, it says yes.
final class Guarding {
    private final Code code;
    private final Values values;
    private final Addresses addresses;

    Guarding(Code code, Values values, Addresses addresses) {
        this.code = code;
        this.values = values;
        this.addresses = addresses;
    }

    void write(Guard guard) {
        Reg answer = code.general();
        Code.Block yes = code.block();
        Code.Block no = code.block();
        Code.Block after = code.block();
        switch (guard) {
            case Guard.Inside i -> inside(i, yes, no);
            case Guard.Disjoint d -> disjoint(d, yes, no);
            case Guard.Fits f -> fits(f, yes, no);
        }
        code.place(yes);
        code.add(ScalarOp.MOV_, 32, answer, new Imm(1));
        code.jump(after);
        code.place(no);
        code.add(ScalarOp.MOV_, 32, answer, new Imm(0));
        code.place(after);
        values.alias(guard.result(), new Reg[] {answer});
    }

    /// The least and the greatest of the numbers, without the base.
    private record Bounds(Reg low, Reg high) {}

    private Bounds bounds(List<Sweep> sweeps, Code.Block yes, Code.Block no) {
        Reg low = code.number(0);
        Reg high = code.number(0);
        for (Sweep s : sweeps) {
            Operand from = addresses.wide(s.from());
            Reg last = code.general();
            code.move(last, addresses.wideRegister(s.to()));
            code.add(ScalarOp.CMP, 64, last, from);
            code.jump(Condition.LE, yes);
            code.add(ScalarOp.SUB, 64, last, new Imm(1));
            Reg a = times(s.stride(), from, no);
            Reg b = times(s.stride(), last, no);
            Reg less = code.general();
            code.move(less, a);
            code.add(ScalarOp.CMP, 64, a, b);
            code.add(ScalarOp.CMOVG, 64, less, b);
            code.add(ScalarOp.CMOVL, 64, a, b);
            add(low, less, no);
            add(high, a, no);
        }
        return new Bounds(low, high);
    }

    private Reg times(Amount stride, Operand index, Code.Block no) {
        Reg product = code.general();
        code.add(ScalarOp.MOV_, 64, product, index);
        Operand by = addresses.wide(stride);
        if (by instanceof Imm number) {
            code.add(ScalarOp.IMUL_BY, 64, product, product, number);
        } else {
            code.add(ScalarOp.IMUL, 64, product, by);
        }
        code.jump(Condition.O, no);
        return product;
    }

    private void add(Reg to, Operand by, Code.Block no) {
        code.add(ScalarOp.ADD, 64, to, by);
        code.jump(Condition.O, no);
    }

    private void inside(Guard.Inside g, Code.Block yes, Code.Block no) {
        Bounds bounds = bounds(g.region().sweeps(), yes, no);
        if (g.parameter() == Site.UNKNOWN) {
            code.jump(no);
            return;
        }
        Reg base = values.of(g.region().base());
        code.add(ScalarOp.TEST, 64, base, base);
        code.jump(Condition.S, no);
        Mem start = Mem.of(X86Machine.FRAME, NativeFrame.start(g.parameter()));
        Reg offset = code.general();
        code.move(offset, base);
        code.add(ScalarOp.SUB, 64, offset, start);
        add(bounds.low(), offset, no);
        code.add(ScalarOp.TEST, 64, bounds.low(), bounds.low());
        code.jump(Condition.S, no);
        add(bounds.high(), offset, no);
        add(bounds.high(), new Imm(g.region().bytes()), no);
        Reg size = code.general();
        code.add(ScalarOp.MOV_, 64, size, Mem.of(X86Machine.FRAME, NativeFrame.end(g.parameter())));
        code.add(ScalarOp.SUB, 64, size, start);
        code.add(ScalarOp.CMP, 64, bounds.high(), size);
        code.jump(Condition.G, no);
    }

    private void disjoint(Guard.Disjoint g, Code.Block yes, Code.Block no) {
        Bounds a = span(g.a(), yes, no);
        Bounds b = span(g.b(), yes, no);
        code.add(ScalarOp.CMP, 64, a.high(), b.low());
        code.jump(Condition.LE, yes);
        code.add(ScalarOp.CMP, 64, b.high(), a.low());
        code.jump(Condition.G, no);
    }

    /// From the first byte of a region to the one behind its last.
    private Bounds span(Guard.Region region, Code.Block yes, Code.Block no) {
        Bounds bounds = bounds(region.sweeps(), yes, no);
        Reg base = values.of(region.base());
        code.add(ScalarOp.TEST, 64, base, base);
        code.jump(Condition.S, no);
        add(bounds.low(), base, no);
        add(bounds.high(), base, no);
        add(bounds.high(), new Imm(region.bytes()), no);
        return bounds;
    }

    private void fits(Guard.Fits g, Code.Block yes, Code.Block no) {
        Bounds bounds = bounds(g.sweeps(), yes, no);
        DType type = g.type();
        Value base = g.base();
        Reg start = new Integers(code, values).extended(values.of(base), base.type().element());
        if (type == DType.U64) {
            code.add(ScalarOp.TEST, 64, start, start);
            code.jump(Condition.S, no);
        }
        add(bounds.low(), start, no);
        add(bounds.high(), start, no);
        boolean signed = type.isSigned();
        int bits = Math.min(signed ? type.bits() - 1 : type.bits(), 63);
        long greatest = bits == 63 ? Long.MAX_VALUE : (1L << bits) - 1;
        code.add(ScalarOp.CMP, 64, bounds.high(), code.number(greatest));
        code.jump(Condition.G, no);
        code.add(ScalarOp.CMP, 64, bounds.low(), code.number(signed ? -greatest - 1 : 0));
        code.jump(Condition.L, no);
    }
}
