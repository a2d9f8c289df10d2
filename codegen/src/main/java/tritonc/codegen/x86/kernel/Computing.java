package tritonc.codegen.x86.kernel;

import org.jspecify.annotations.Nullable;

import tritonc.codegen.x86.Condition;
import tritonc.codegen.x86.Imm;
import tritonc.codegen.x86.Insn;
import tritonc.codegen.x86.Mem;
import tritonc.codegen.x86.Reg;
import tritonc.codegen.x86.ScalarOp;
import tritonc.codegen.x86.VectorOp;
import tritonc.ir.tile.Arithmetic;
import tritonc.ir.tile.BinaryKind;
import tritonc.ir.tile.UnaryKind;
import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;
import tritonc.ir.type.ElementType;
import tritonc.ir.type.PointerType;
import tritonc.ir.type.Type;

/// Element arithmetic, of scalars and of vectors.
final class Computing {
    private final Code code;
    private final Values values;
    private final Integers integers;
    private final FloatLanes floats;
    private final IntegerLanes lanes;
    private final Casts casts;
    private final Masks masks;
    private final WideDivision wide;
    private final LaneByLane single;
    private final KeptMasks kept;

    Computing(Code code, Values values, Integers integers, LaneByLane single, KeptMasks kept) {
        this.single = single;
        this.kept = kept;
        this.code = code;
        this.values = values;
        this.integers = integers;
        this.floats = new FloatLanes(code);
        this.lanes = new IntegerLanes(code);
        this.masks = new Masks(code);
        this.wide = new WideDivision(code);
        this.casts = new Casts(code, values, integers, floats, lanes);
    }

    void write(Value result, Arithmetic op) {
        switch (op) {
            case Arithmetic.Constant c -> constant(result, c.bits());
            case Arithmetic.Unary u -> unary(result, u.kind(), u.x());
            case Arithmetic.Binary b -> binary(result, b.kind(), b.a(), b.b());
            case Arithmetic.Compare c -> compare(result, c);
            case Arithmetic.Select s -> select(result, s);
            case Arithmetic.Fma f when Kinds.isHalf(f.type().element()) ->
                    casts.halfFma(result, f.a(), f.b(), f.c());
            case Arithmetic.Fma f -> {
                Reg[] to = values.define(result);
                for (int i = 0; i < to.length; i++) {
                    floats.fma(
                            f.type().element(),
                            partBits(result),
                            to[i],
                            values.parts(f.a())[i],
                            values.parts(f.b())[i],
                            values.parts(f.c())[i]);
                }
            }
            case Arithmetic.Cast c -> casts.cast(result, c.x(), c.to(), c.rounding());
            case Arithmetic.Bitcast b -> casts.bitcast(result, b.x(), b.to());
            case Arithmetic.AddPointer a -> addPointer(result, a);
        }
    }

    /// Lanes of fp32 times powers of two, with AVX-512.
    ///
    /// @param n whole numbers as floats
    void scale(Value result, Value p, Value n) {
        Reg[] to = values.define(result);
        for (int i = 0; i < to.length; i++) {
            Reg factor = values.parts(p)[i];
            code.add(VectorOp.VSCALEFPS, partBits(result), to[i], factor, values.parts(n)[i]);
        }
    }

    /// Bits of a part; a scalar float is the first lane of 128.
    int partBits(Value v) {
        return v.type().isBlock() ? code.width.partBits(v.type()) : 128;
    }

    void constant(Value result, long bits) {
        Type type = result.type();
        ElementType element = type.element();
        values.constant(result, bits);
        if (type.isBlock() && Kinds.isMask(type)) {
            masks.constant(values.one(result), bits != 0);
            return;
        }
        if (!type.isBlock() && !Kinds.isFloat(element)) {
            Reg to = values.one(result);
            long wanted = element.bits() == 64 ? bits : bits & 0xFFFF_FFFFL;
            boolean low = wanted >= 0 && wanted <= 0xFFFF_FFFFL;
            code.add(ScalarOp.MOV_, low ? 32 : 64, to, new Imm(low ? (int) wanted : wanted));
            return;
        }
        boolean wide = Kinds.laneBits(element) == 64;
        long carried = Kinds.isHalf(element) ? single(element, bits) : bits;
        Mem number = code.constant(carried, wide ? 8 : 4);
        int width = partBits(result);
        for (Reg to : values.define(result)) {
            if (!type.isBlock()) {
                // as it may be read in memory where it is used
                code.add(wide ? VectorOp.VMOVSD : VectorOp.VBROADCASTSS, 128, to, number);
            } else {
                code.add(wide ? VectorOp.VPBROADCASTQ : VectorOp.VBROADCASTSS, width, to, number);
            }
        }
    }

    /// A 16-bit float as fp32.
    private static long single(ElementType type, long bits) {
        return type == DType.BF16
                ? bits << 16
                : Float.floatToRawIntBits(Float.float16ToFloat((short) bits)) & 0xFFFF_FFFFL;
    }

    private void unary(Value result, UnaryKind kind, Value x) {
        ElementType type = x.type().element();
        Reg[] from = values.parts(x);
        if (kind == UnaryKind.AT_MOST_ZERO) {
            values.alias(result, from);
            return;
        }
        Reg[] to = values.define(result);
        for (int i = 0; i < to.length; i++) {
            if (Kinds.isFloat(type)) {
                floats.unary(kind, type, partBits(x), to[i], from[i]);
            } else if (!x.type().isBlock()) {
                integers.unary(kind, to[i], x);
            } else if (Kinds.isMask(x.type())) {
                masks.unary(kind, to[i], from[i]);
            } else {
                lanes.unary(kind, type, partBits(x), to[i], from[i]);
            }
        }
    }

    private void binary(Value result, BinaryKind kind, Value a, Value b) {
        Reg[] x = values.parts(a);
        Reg[] y = values.parts(b);
        Reg[] to = values.define(result);
        join(kind, a.type(), to, x, y, a, b);
    }

    /// Joins two values in registers.
    ///
    /// @param a what is known of the first, or null
    void join(
            BinaryKind kind,
            Type of,
            Reg[] to,
            Reg[] x,
            Reg[] y,
            @Nullable Value a,
            @Nullable Value b) {
        ElementType type = of.element();
        Long knownA = a == null ? null : values.constant(a);
        Long knownB = b == null ? null : values.constant(b);
        int bits = of.isBlock() ? code.width.partBits(of) : 128;
        if (of.isBlock()
                && LaneDivision.isHard(kind)
                && type.bits() == 64
                && !Kinds.isFloat(type)) {
            wide(kind, of, to, x, y, knownB);
            return;
        }
        for (int i = 0; i < to.length; i++) {
            if (Kinds.isFloat(type)) {
                floats.binary(kind, type, bits, to[i], x[i], y[i], knownA, knownB);
            } else if (of.isBlock() && Kinds.isMask(of)) {
                masks.binary(kind, to[i], x[i], y[i]);
            } else if (of.isBlock()) {
                lanes.binary(kind, type, bits, to[i], x[i], y[i], knownB);
            } else {
                Value left = a == null ? values.named(type, x[i]) : a;
                Value right = b == null ? values.named(type, y[i]) : b;
                integers.binary(kind, to[i], left, right);
            }
        }
    }

    /// Divides 64-bit lanes, or gives the upper halves of their products.
    private void wide(BinaryKind kind, Type of, Reg[] to, Reg[] x, Reg[] y, @Nullable Long knownB) {
        int bits = code.width.partBits(of);
        boolean signed = Kinds.isSigned(of.element());
        WideDivision.Divisor d = new WideDivision.Divisor(y[0], signed, bits, knownB);
        if (kind != BinaryKind.MULHI && !wide.takes(d)) {
            laneByLane(kind, of, to, x, y);
            return;
        }
        for (int i = 0; i < to.length; i++) {
            if (kind == BinaryKind.MULHI) {
                wide.multiplyHigh(signed, bits, to[i], x[i], y[i]);
            } else {
                wide.divide(kind == BinaryKind.DIV, d, to[i], x[i]);
            }
        }
    }

    /// Joins lanes of 64 bits one after the other.
    private void laneByLane(BinaryKind kind, Type of, Reg[] to, Reg[] x, Reg[] y) {
        int bits = code.width.partBits(of);
        ElementType type = of.element();
        single.put(0, x, bits);
        single.put(1, y, bits);
        single.each(
                of.size(),
                null,
                lane -> {
                    Reg a = code.general();
                    Reg b = code.general();
                    Reg joined = code.general();
                    code.add(ScalarOp.MOV_, 64, a, single.lane(0, lane, 8));
                    code.add(ScalarOp.MOV_, 64, b, single.lane(1, lane, 8));
                    integers.binary(kind, joined, values.named(type, a), values.named(type, b));
                    code.add(ScalarOp.MOV_, 64, single.lane(2, lane, 8), joined);
                });
        single.take(2, to, bits);
    }

    private void compare(Value result, Arithmetic.Compare c) {
        Type of = c.a().type();
        ElementType type = of.element();
        boolean isFloat = Kinds.isFloat(type);
        if (!of.isBlock()) {
            if (isFloat) {
                Reg mask = code.mask();
                Reg a = values.of(c.a());
                floats.compare(c.kind(), type, 128, mask, a, values.of(c.b()));
                if (kept.keeps(result, c)) {
                    kept.keep(result, mask);
                } else {
                    masks.lane0(values.one(result), mask);
                }
            } else {
                Condition condition = integers.compare(c.kind(), c.a(), c.b());
                integers.flag(values.one(result), condition);
            }
            return;
        }
        if (Kinds.isMask(of)) {
            masks.compare(c.kind(), values.one(result), values.of(c.a()), values.of(c.b()));
            return;
        }
        Reg[] a = values.parts(c.a());
        Reg[] b = values.parts(c.b());
        Reg[] parts = new Reg[a.length];
        for (int i = 0; i < a.length; i++) {
            parts[i] = code.mask();
            if (isFloat) {
                floats.compare(c.kind(), type, code.width.partBits(of), parts[i], a[i], b[i]);
            } else {
                lanes.compare(c.kind(), type, code.width.partBits(of), parts[i], a[i], b[i]);
            }
        }
        masks.joined(values.one(result), parts);
    }

    private void select(Value result, Arithmetic.Select s) {
        Type type = result.type();
        if (!type.isBlock() && !Kinds.isFloat(type.element())) {
            integers.select(values.one(result), s.condition(), s.ifTrue(), s.ifFalse());
            return;
        }
        Reg[] yes = values.parts(s.ifTrue());
        Reg[] no = values.parts(s.ifFalse());
        Reg condition = type.isBlock() ? values.of(s.condition()) : lane(s.condition());
        select(type, values.define(result), condition, yes, no);
    }

    /// A scalar truth value as a mask.
    private Reg lane(Value truth) {
        Reg mask = kept.of(truth);
        if (mask == null) {
            mask = code.mask();
            masks.spread(mask, values.of(truth));
        }
        return mask;
    }

    /// `condition ? yes : no`, lane by lane, where `to` may be the one or the other.
    void select(Type type, Reg[] to, Reg condition, Reg[] yes, Reg[] no) {
        if (type.isBlock() && Kinds.isMask(type)) {
            masks.select(to[0], condition, yes[0], no[0]);
            return;
        }
        boolean wide = Kinds.laneBits(type.element()) == 64;
        int bits = type.isBlock() ? code.width.partBits(type) : 128;
        for (int i = 0; i < to.length; i++) {
            Insn blend =
                    Insn.of(
                            wide ? VectorOp.VPBLENDMQ : VectorOp.VPBLENDMD,
                            bits,
                            to[i],
                            no[i],
                            yes[i]);
            code.add(blend.masked(masks.part(condition, i), false));
        }
    }

    private void addPointer(Value result, Arithmetic.AddPointer a) {
        int bytes = ((PointerType) a.pointer().type().element()).pointee().bytes();
        if (!result.type().isBlock()) {
            integers.addPointer(values.one(result), a, bytes);
            return;
        }
        Reg[] pointer = values.parts(a.pointer());
        Reg[] offsets = casts.widened(a.offset());
        Reg[] to = values.define(result);
        for (int i = 0; i < to.length; i++) {
            Reg scaled = offsets[i];
            if (bytes != 1) {
                scaled = code.vector();
                int by = Integer.numberOfTrailingZeros(bytes);
                code.add(VectorOp.VPSLLQ_I, partBits(result), scaled, offsets[i], new Imm(by));
            }
            code.add(VectorOp.VPADDQ, partBits(result), to[i], pointer[i], scaled);
        }
    }
}
