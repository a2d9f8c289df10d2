package tritonc.codegen.x86.kernel;

import tritonc.codegen.loop.LoopNode;
import tritonc.codegen.loop.Vector;
import tritonc.codegen.x86.Condition;
import tritonc.codegen.x86.Imm;
import tritonc.codegen.x86.Insn;
import tritonc.codegen.x86.Mem;
import tritonc.codegen.x86.Reg;
import tritonc.codegen.x86.VectorOp;
import tritonc.ir.type.Type;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// Many lanes divided by one number, without divisions: with y = 1/b rounded, q = a·y is off by two
/// units in the last place at most, `q + (a - q·b)·y` by less than one, and the same step once more
/// gives the quotient rounded to nearest (P. Markstein, Computation of elementary functions on the
/// IBM RISC System/6000 processor, IBM Journal of Research and Development 34, 1990).
///
/// That holds where nothing overflows or becomes subnormal. Where b is out of range no lane is in
/// range; lanes must be +0 or 2^-60 to 2^60 in size, else the whole vector is divided.
final class Quotients {
    private static final int LANES = 16;

    /// The bits of 2^-60 and 2^60 without sign, doubled.
    private static final long LEAST = 2L * (127 - 60 << 23);

    private static final long SPAN = 2L * (120 << 23);

    private static final int LESS = 1;

    private final Code code;
    private final Values values;
    private final List<Runnable> behind = new ArrayList<>();

    private final Map<Reg, Range> ranges = new HashMap<>();

    /// Which lanes are in range for a divisor.
    ///
    /// @param isPossible the mask of whether it is in range itself
    /// @param span what the sizes of lanes must stay below: nothing is below 0
    private record Range(Reg isPossible, Reg span) {}

    Quotients(Code code, Values values) {
        this.code = code;
        this.values = values;
    }

    /// Writes what the quotients of a strip need and all its turns share.
    void prepare(Vector.Strip strip) {
        Set<Reg> prepared = new HashSet<>();
        for (LoopNode node : strip.body().nodes()) {
            if (node instanceof Vector.Quotient q
                    && isFast(q.result().type())
                    && prepared.add(values.of(q.divisor()))) {
                Reg b = values.of(q.divisor());
                Reg size = code.vector();
                Reg good = code.mask();
                Reg span = code.vector();
                size(size, b);
                Mem most = code.constant(SPAN, 4);
                Insn below = Insn.of(VectorOp.VPCMPUD, 512, good, size, most, new Imm(LESS));
                code.add(below.broadcasting());
                code.add(Insn.of(VectorOp.VBROADCASTSS, 512, span, most).masked(good, true));
                ranges.put(b, new Range(good, span));
            }
        }
    }

    private boolean isFast(Type type) {
        return type.size() == LANES && code.width.partBits(type) == 512;
    }

    /// Writes what stands behind the code.
    void finish() {
        behind.forEach(Runnable::run);
    }

    void write(Vector.Quotient q) {
        Type type = q.result().type();
        Reg a = values.of(q.dividend());
        Reg b = values.of(q.divisor());
        Reg to = values.one(q.result());
        if (!isFast(type)) {
            code.add(VectorOp.VDIVPS, code.width.partBits(type), to, a, b);
            return;
        }
        Code.Block slow = code.block();
        Code.Block after = code.block();
        inRange(a, b);
        code.jump(Condition.AE, slow);
        Reg y = values.of(q.reciprocal());
        Reg first = code.vector();
        code.add(VectorOp.VMULPS, 512, first, a, y);
        Reg second = corrected(first, a, b, y);
        code.move(to, corrected(second, a, b, y));
        code.place(after);
        behind.add(() -> {
            code.place(slow);
            code.add(VectorOp.VDIVPS, 512, to, a, b);
            code.jump(after);
        });
    }

    /// `q + (a - q·b)·y`
    private Reg corrected(Reg q, Reg a, Reg b, Reg y) {
        Reg rest = code.vector();
        Reg better = code.vector();
        code.move(rest, a);
        code.add(VectorOp.VFNMADD231PS, 512, rest, q, b);
        code.move(better, q);
        code.add(VectorOp.VFMADD231PS, 512, better, rest, y);
        return better;
    }

    /// Lets the flags say below where all lanes are in range.
    private void inRange(Reg a, Reg b) {
        Reg size = code.vector();
        Reg zero = code.mask();
        Reg good = code.mask();
        size(size, a);
        Range range = Objects.requireNonNull(ranges.get(b));
        code.add(VectorOp.VPCMPUD, 512, good, size, range.span(), new Imm(LESS));
        code.add(Insn.of(VectorOp.VPTESTNMD, 512, zero, a, a).masked(range.isPossible(), true));
        code.add(VectorOp.KORTESTW, 128, good, zero);
    }

    /// How far the bits without sign, doubled, lie above the least that is allowed.
    private void size(Reg to, Reg x) {
        Mem least = code.constant(LEAST, 4);
        Reg twice = code.vector();
        code.add(VectorOp.VPADDD, 512, twice, x, x);
        code.add(Insn.of(VectorOp.VPSUBD, 512, to, twice, least).broadcasting());
    }
}
