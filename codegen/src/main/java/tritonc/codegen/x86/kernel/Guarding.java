package tritonc.codegen.x86.kernel;

import org.jspecify.annotations.Nullable;

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

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// The tests that allow a faster version. Sums are computed in 64 bits; where one overflows, the
/// test says no. A sweep that is empty is taken for one of a single index, so that all tests go
/// straight on; where that index goes astray, the test says no and the slow version does nothing.
final class Guarding {
    /// The test says no where what is known now goes further than this, far from any address.
    private static final long MOST = 1L << 62;

    private final Code code;
    private final Values values;
    private final Addresses addresses;

    /// What tests that have passed computed, by what it is.
    private Map<Object, Reg> computed = new HashMap<>();

    Guarding(Code code, Values values, Addresses addresses) {
        this.code = code;
        this.values = values;
        this.addresses = addresses;
    }

    /// Writes a test whose answer is a value.
    void write(Guard guard) {
        computed.clear();
        Reg answer = code.general();
        Code.Block no = code.block();
        Code.Block after = code.block();
        test(guard, no);
        code.add(ScalarOp.MOV_, 32, answer, new Imm(1));
        code.jump(after);
        code.place(no);
        code.add(ScalarOp.MOV_, 32, answer, new Imm(0));
        code.place(after);
        values.alias(guard.result(), new Reg[] {answer});
    }

    /// Writes tests one behind the other, of which each may use what those before it computed.
    void together(Runnable tests) {
        computed.clear();
        tests.run();
    }

    /// Writes tests that may not be reached: what they compute is not there behind them.
    void perhaps(Runnable tests) {
        Map<Object, Reg> before = computed;
        computed = new HashMap<>(before);
        tests.run();
        computed = before;
    }

    /// Writes a test that goes on where it holds.
    void test(Guard guard, Code.Block no) {
        switch (guard) {
            case Guard.Inside i -> inside(i, no);
            case Guard.Disjoint d -> disjoint(d, no);
            case Guard.Fits f -> fits(f, no);
        }
    }

    private Reg computed(Object what, Supplier<Reg> writer) {
        Reg known = computed.get(what);
        if (known == null) {
            known = writer.get();
            computed.put(what, known);
        }
        return known;
    }

    /// A sum of numbers, all of them known but for some.
    private static final class Sum {
        private long known;
        private final List<Reg> parts = new ArrayList<>();

        boolean isKnown() {
            return parts.isEmpty();
        }
    }

    /// The least and the greatest of the numbers, without the base.
    private record Bounds(Sum low, Sum high) {}

    /// Whether there are no numbers for certain.
    private boolean isEmpty(List<Sweep> sweeps) {
        for (Sweep s : sweeps) {
            Long from = values.constant(s.from());
            Long to = values.constant(s.to());
            if (from != null && to != null && from >= to) {
                return true;
            }
        }
        return false;
    }

    /// @return null where some number does not fit, and the answer is given
    private @Nullable Bounds bounds(List<Sweep> sweeps, Code.Block no) {
        Bounds bounds = new Bounds(new Sum(), new Sum());
        try {
            for (Sweep s : sweeps) {
                sweep(s, bounds, no);
            }
        } catch (ArithmeticException e) {
            code.jump(no);
            return null;
        }
        if (bounds.low().known < -MOST || bounds.high().known > MOST) {
            code.jump(no);
            return null;
        }
        return bounds;
    }

    /// @throws ArithmeticException where a number known now does not fit 64 bits
    private void sweep(Sweep s, Bounds bounds, Code.Block no) {
        Long stride = values.constant(s.stride());
        Long from = values.constant(s.from());
        Long to = values.constant(s.to());
        if (stride == null || from == null) {
            anywhere(s, bounds, no);
            return;
        }
        Sum near = stride >= 0 ? bounds.low() : bounds.high();
        Sum far = stride >= 0 ? bounds.high() : bounds.low();
        near.known = Math.addExact(near.known, Math.multiplyExact(stride, from));
        if (to != null) {
            far.known = Math.addExact(far.known, Math.multiplyExact(stride, to - 1));
            return;
        }
        far.known = Math.subtractExact(far.known, stride);
        far.parts.add(computed(s, () -> scaled(s, stride, from, no)));
    }

    /// The end of a sweep, but behind its first index, times the stride.
    private Reg scaled(Sweep s, long stride, long from, Code.Block no) {
        Reg end = computed(List.of(s.from(), s.to()), () -> later(s.to(), from + 1));
        return stride == 1 ? end : times(s.stride(), end, no);
    }

    private Reg later(Amount amount, long least) {
        Reg end = code.general();
        Reg first = code.number(least);
        code.move(end, addresses.wideRegister(amount));
        code.add(ScalarOp.CMP, 64, end, first);
        code.add(ScalarOp.CMOVL, 64, end, first);
        return end;
    }

    /// A sweep whose direction is not known.
    private void anywhere(Sweep s, Bounds bounds, Code.Block no) {
        Reg from = code.general();
        code.add(ScalarOp.MOV_, 64, from, addresses.wide(s.from()));
        Reg last = code.general();
        code.move(last, addresses.wideRegister(s.to()));
        code.add(ScalarOp.SUB, 64, last, new Imm(1));
        code.add(ScalarOp.CMP, 64, last, from);
        code.add(ScalarOp.CMOVL, 64, last, from);
        Reg a = times(s.stride(), from, no);
        Reg b = times(s.stride(), last, no);
        Reg less = code.general();
        code.move(less, a);
        code.add(ScalarOp.CMP, 64, a, b);
        code.add(ScalarOp.CMOVG, 64, less, b);
        code.add(ScalarOp.CMOVL, 64, a, b);
        bounds.low().parts.add(less);
        bounds.high().parts.add(a);
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

    /// A number and a sum.
    private Reg plus(Reg number, Sum sum, long more, Code.Block no) {
        long known = sum.known + more;
        if (sum.isKnown() && known == 0) {
            return number;
        }
        Reg all = code.general();
        code.move(all, number);
        for (Reg part : sum.parts) {
            code.add(ScalarOp.ADD, 64, all, part);
            code.jump(Condition.O, no);
        }
        if (known != 0) {
            code.add(ScalarOp.ADD, 64, all, operand(known));
            code.jump(Condition.O, no);
        }
        return all;
    }

    private Operand operand(long number) {
        return number == (int) number ? new Imm(number) : code.number(number);
    }

    private void inside(Guard.Inside g, Code.Block no) {
        if (isEmpty(g.region().sweeps())) {
            return;
        }
        if (g.parameter() == Site.UNKNOWN) {
            code.jump(no);
            return;
        }
        Span span = span(g.region(), no);
        if (span != null) {
            Mem start = Mem.of(X86Machine.FRAME, NativeFrame.start(g.parameter()));
            code.add(ScalarOp.CMP, 64, span.start(), start);
            code.jump(Condition.L, no);
            Mem end = Mem.of(X86Machine.FRAME, NativeFrame.end(g.parameter()));
            code.add(ScalarOp.CMP, 64, span.end(), end);
            code.jump(Condition.G, no);
        }
    }

    private void disjoint(Guard.Disjoint g, Code.Block no) {
        if (isEmpty(g.a().sweeps()) || isEmpty(g.b().sweeps())) {
            return;
        }
        Span a = span(g.a(), no);
        Span b = span(g.b(), no);
        if (a != null && b != null) {
            Code.Block yes = code.block();
            code.add(ScalarOp.CMP, 64, a.end(), b.start());
            code.jump(Condition.LE, yes);
            code.add(ScalarOp.CMP, 64, b.end(), a.start());
            code.jump(Condition.G, no);
            code.place(yes);
        }
    }

    /// From the first byte of a region to the one behind its last, addresses that are not negative
    /// or a start that is.
    private record Span(Reg start, Reg end) {
        /// What the registers are computed for.
        private record Edge(Guard.Region region, boolean isEnd) {}
    }

    private @Nullable Span span(Guard.Region region, Code.Block no) {
        Span.Edge startOf = new Span.Edge(region, false);
        Span.Edge endOf = new Span.Edge(region, true);
        Reg start = computed.get(startOf);
        Reg end = computed.get(endOf);
        if (start != null && end != null) {
            return new Span(start, end);
        }
        Bounds bounds = bounds(region.sweeps(), no);
        if (bounds == null) {
            return null;
        }
        Reg base = values.of(region.base());
        computed(
                region.base(),
                () -> {
                    code.add(ScalarOp.TEST, 64, base, base);
                    code.jump(Condition.S, no);
                    return base;
                });
        return new Span(
                computed(startOf, () -> plus(base, bounds.low(), 0, no)),
                computed(endOf, () -> plus(base, bounds.high(), region.bytes(), no)));
    }

    private void fits(Guard.Fits g, Code.Block no) {
        Bounds bounds = isEmpty(g.sweeps()) ? null : bounds(g.sweeps(), no);
        if (bounds == null) {
            return;
        }
        DType type = g.type();
        Value base = g.base();
        Reg start = new Integers(code, values).extended(values.of(base), base.type().element());
        if (type == DType.U64) {
            code.add(ScalarOp.TEST, 64, start, start);
            code.jump(Condition.S, no);
        }
        boolean signed = type.isSigned();
        int bits = Math.min(signed ? type.bits() - 1 : type.bits(), 63);
        long greatest = bits == 63 ? Long.MAX_VALUE : (1L << bits) - 1;
        // the base itself fits, and sums of 64 bits are those of unbounded integers or end with no
        if (!(bounds.high().isKnown() && bounds.high().known <= 0)) {
            code.add(ScalarOp.CMP, 64, plus(start, bounds.high(), 0, no), operand(greatest));
            code.jump(Condition.G, no);
        }
        if (!(bounds.low().isKnown() && bounds.low().known >= 0)) {
            long least = signed ? -greatest - 1 : 0;
            code.add(ScalarOp.CMP, 64, plus(start, bounds.low(), 0, no), operand(least));
            code.jump(Condition.L, no);
        }
    }
}
