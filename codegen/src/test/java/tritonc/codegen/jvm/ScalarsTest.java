package tritonc.codegen.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

import tritonc.ir.math.Lanes;
import tritonc.ir.tile.Arithmetic;
import tritonc.ir.tile.BinaryKind;
import tritonc.ir.tile.CompareKind;
import tritonc.ir.tile.Rounding;
import tritonc.ir.tile.UnaryKind;
import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;
import tritonc.ir.type.ElementType;
import tritonc.ir.type.PointerType;

import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Every op on every dtype as a method of bytecode, against the exact arithmetic of the IR, on edge
/// values and random ones, bit for bit.
class ScalarsTest {
    /// Numbers where formats, roundings and widths change.
    private static final String NUMBERS =
            """
            0 1 2 3 7 8 15 16 31 32 63 64 65 127 128 255 256 32767 65504 65519 65520 65535 \
            0.5 1.5 2.5 1e-3 6e-8 3e-8 1e-40 1e-45 3.4028235e38 1e300 0x1p31 0x1p32 0x1p53 \
            0x1p63 0x1p64 1e-310 4.9e-324 448 464 57344 240 1.875\
            """;

    /// Bit patterns of infinities, NaNs and extremes of all widths.
    private static final String BITS =
            """
            ffffffffffffffff 0 1 2 8000000000000000 7fffffffffffffff 7f 80 7fff 8000 \
            7fffffff 80000000 7fc00000 7f800000 ff800000 7c00 fc00 7ff0000000000000 \
            fff0000000000000 20000000000801\
            """;

    private static final PointerType POINTER = new PointerType(DType.I16);

    /// A generated method over lanes.
    interface Op {
        long apply(long a, long b, long c);
    }

    private static Value value(int id, ElementType type) {
        return new Value(id, type);
    }

    @Test
    void unariesAreThoseOfTheLanes() {
        for (UnaryKind kind : UnaryKind.functions()) {
            for (DType type : DType.values()) {
                if (kind.accepts(type) && !kind.isRecipe()) {
                    Op op = compile(new Arithmetic.Unary(kind, value(0, type)));
                    for (long a : lanes(type, 2000)) {
                        long expected = Lanes.unary(kind, type, a);
                        same(type, op.apply(a, 0, 0), expected, kind, type, a, 0);
                    }
                }
            }
        }
    }

    @Test
    void binariesAreThoseOfTheLanes() {
        for (BinaryKind kind : BinaryKind.values()) {
            for (DType type : DType.values()) {
                if (kind.accepts(type) && !kind.isRecipe()) {
                    Op op = compile(new Arithmetic.Binary(kind, value(0, type), value(1, type)));
                    pairs(
                            type,
                            (a, b) -> {
                                long expected = Lanes.binary(kind, type, a, b);
                                same(type, op.apply(a, b, 0), expected, kind, type, a, b);
                            });
                }
            }
        }
    }

    @Test
    void comparisonsAreThoseOfTheLanes() {
        List<ElementType> types = new ArrayList<>(List.of(DType.values()));
        types.add(POINTER);
        for (CompareKind kind : CompareKind.values()) {
            for (ElementType type : types) {
                if (type instanceof DType d && d.isFp8()) {
                    continue;
                }
                Op op = compile(new Arithmetic.Compare(kind, value(0, type), value(1, type)));
                pairs(
                        type,
                        (a, b) -> {
                            long expected = Lanes.compare(kind, type, a, b) ? 1 : 0;
                            same(DType.I1, op.apply(a, b, 0), expected, kind, type, a, b);
                        });
            }
        }
    }

    @Test
    void castsAreThoseOfTheLanes() {
        for (DType from : DType.values()) {
            for (DType to : DType.values()) {
                for (Rounding rounding : Rounding.values()) {
                    Op op = compile(new Arithmetic.Cast(value(0, from), to, rounding));
                    String what = "cast " + rounding;
                    for (long a : from.bits() > 16 ? lanes(from, 3000) : all(from)) {
                        long expected = Lanes.cast(from, to, a, rounding);
                        same(to, op.apply(a, 0, 0), expected, what, to, a, 0);
                    }
                }
            }
        }
    }

    @Test
    void bitcastsAreThoseOfTheLanes() {
        for (DType from : DType.values()) {
            for (DType to : DType.values()) {
                if (from.bits() == to.bits()) {
                    Op op = compile(new Arithmetic.Bitcast(value(0, from), to));
                    for (long a : lanes(from, 500)) {
                        if (!Lanes.isNaN(from, a)) {
                            same(
                                    to,
                                    op.apply(a, 0, 0),
                                    Lanes.bitcast(from, to, a),
                                    "bits",
                                    to,
                                    a,
                                    0);
                        }
                    }
                }
            }
        }
    }

    @Test
    void fusedMultiplyAddsRoundOnce() {
        for (DType type : List.of(DType.FP16, DType.BF16, DType.FP32, DType.FP64)) {
            Op op = compile(new Arithmetic.Fma(value(0, type), value(1, type), value(2, type)));
            long[] third = lanes(type, 60);
            pairs(
                    type,
                    (a, b) -> {
                        for (long c : third) {
                            same(
                                    type,
                                    op.apply(a, b, c),
                                    Lanes.fma(type, a, b, c),
                                    "fma " + c,
                                    type,
                                    a,
                                    b);
                        }
                    });
        }
    }

    @Test
    void selectKeepsEveryType() {
        for (DType type : DType.values()) {
            Op op =
                    compile(
                            new Arithmetic.Select(
                                    value(2, DType.I1), value(0, type), value(1, type)));
            pairs(
                    type,
                    (a, b) -> {
                        same(type, op.apply(a, b, 1), a, "select", type, a, b);
                        same(type, op.apply(a, b, 0), b, "select", type, a, b);
                    });
        }
    }

    @Test
    void addressesStepByElements() {
        for (DType type : DType.values()) {
            if (type.isInteger() && !type.isBool()) {
                Op op = compile(new Arithmetic.AddPointer(value(0, POINTER), value(1, type)));
                for (long offset : lanes(type, 100)) {
                    long expected = 4096 + 2 * offset;
                    same(
                            DType.I64,
                            op.apply(4096, offset, 0),
                            expected,
                            "addptr",
                            type,
                            4096,
                            offset);
                }
            }
        }
    }

    private interface Pair {
        void take(long a, long b);
    }

    private static void pairs(ElementType type, Pair each) {
        long[] edges = lanes(type, 0);
        for (long a : edges) {
            for (long b : edges) {
                each.take(a, b);
            }
        }
        long[] some = lanes(type, 600);
        for (int i = edges.length; i + 1 < some.length; i++) {
            each.take(some[i], some[i + 1]);
        }
    }

    private static void same(
            ElementType type, long is, long expected, Object what, Object on, long a, long b) {
        if (!Lanes.sameLane(type, is, expected)) {
            assertThat(Long.toHexString(is))
                    .as("%s of %s: %x, %x", what, on, a, b)
                    .isEqualTo(Long.toHexString(expected));
        }
    }

    /// Edge values of a type, then random bits and random values near small integers. Every lane of
    /// a narrow format.
    private static long[] all(DType type) {
        long[] all = new long[1 << type.bits()];
        for (int i = 0; i < all.length; i++) {
            all[i] = Lanes.fromBits(type, i);
        }
        return all;
    }

    private static long[] lanes(ElementType element, int random) {
        if (!(element instanceof DType type)) {
            return new long[] {0, 1, -1, Long.MIN_VALUE, Long.MAX_VALUE, 1L << 47};
        }
        List<Long> all = new ArrayList<>();
        for (String text : NUMBERS.split(" ")) {
            double number = Double.parseDouble(text);
            all.add(Lanes.ofDouble(type, number));
            all.add(Lanes.ofDouble(type, -number));
        }
        for (String text : BITS.split(" ")) {
            all.add(Lanes.fromBits(type, Long.parseUnsignedLong(text, 16)));
        }
        Random r = new Random(type.ordinal());
        for (int i = 0; i < random; i++) {
            all.add(
                    i % 2 == 0
                            ? Lanes.fromBits(type, r.nextLong())
                            : Lanes.ofDouble(type, r.nextGaussian() * (1L << r.nextInt(40))));
        }
        long[] lanes = new long[all.size()];
        for (int i = 0; i < lanes.length; i++) {
            lanes[i] = all.get(i);
        }
        return lanes;
    }

    private static Op compile(Arithmetic op) {
        ClassWriter out = new ClassWriter(0);
        String name = "tritonc/codegen/jvm/Generated";
        String[] faces = {"tritonc/codegen/jvm/ScalarsTest$Op"};
        out.visit(Opcodes.V25, Opcodes.ACC_FINAL, name, null, "java/lang/Object", faces);
        MethodVisitor init = out.visitMethod(0, "<init>", "()V", null, null);
        Code constructor = new Code(init, Opcodes.UNINITIALIZED_THIS);
        constructor.loadReference(0);
        init.visitMethodInsn(Opcodes.INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
        constructor.end();
        MethodVisitor apply = out.visitMethod(Opcodes.ACC_PUBLIC, "apply", "(JJJ)J", null, null);
        Code code = new Code(apply, name, Opcodes.LONG, Opcodes.LONG, Opcodes.LONG);
        Scalars.emit(
                code,
                op,
                v -> {
                    code.load(Carrier.LONG, 1 + 2 * v.id());
                    Scalars.fromLane(code, v.type().element());
                });
        toLane(code, op.type().element());
        code.end(Opcodes.LRETURN);
        out.visitEnd();
        try {
            Class<?> loaded =
                    MethodHandles.lookup().defineHiddenClass(out.toByteArray(), true).lookupClass();
            return (Op) loaded.getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    private static void toLane(Code code, ElementType element) {
        if (element instanceof DType type && !type.isFp8()) {
            switch (type) {
                case FP64 -> Casts.bitcast(code, type, DType.U64);
                case FP32 -> Casts.bitcast(code, type, DType.U32);
                case FP16, BF16 -> Casts.bitcast(code, type, DType.U16);
                default -> {}
            }
            boolean wide = Carrier.of(type) == Carrier.LONG || type == DType.FP64;
            if (!wide) {
                Rounding any = Rounding.RTNE;
                DType bits = type == DType.FP32 ? DType.U32 : type.isFloat() ? DType.U16 : type;
                Casts.emit(code, bits, DType.I64, any);
            }
        } else if (element instanceof DType) {
            code.op(Opcodes.I2L);
        }
    }
}
