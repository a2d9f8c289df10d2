package tritonc.codegen.jvm;

import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;

import tritonc.ir.tile.Rounding;
import tritonc.ir.type.DType;
import tritonc.ir.type.ElementType;

/// Writes conversions of the value on the stack.
final class Casts {
    private Casts() {}

    static void emit(Code code, ElementType from, ElementType to, Rounding rounding) {
        if (!(from instanceof DType source) || !(to instanceof DType target) || source == target) {
            // between addresses and 64-bit integers the bits stay
            return;
        }
        DType exact = source;
        if (source.isFp8()) {
            code.support("Fp8", "decode_" + source, "(I)F");
            exact = DType.FP32;
        }
        if (target.isBool()) {
            isNotZero(code, Carrier.of(exact));
        } else if (exact.isFloat()) {
            if (target.isFloat()) {
                betweenFloats(code, exact, target, rounding);
            } else {
                toInteger(code, Carrier.of(exact), target);
            }
        } else if (target.isFloat()) {
            toFloat(code, exact, target);
        } else {
            betweenIntegers(code, exact, target);
        }
    }

    private static void isNotZero(Code code, Carrier carrier) {
        switch (carrier) {
            case INT -> {}
            case LONG -> {
                code.push(0L);
                code.op(Opcodes.LCMP);
            }
            case FLOAT -> {
                code.push(0f);
                code.op(Opcodes.FCMPL);
            }
            case DOUBLE -> {
                code.push(0.0);
                code.op(Opcodes.DCMPL);
            }
        }
        Label yes = new Label();
        Label end = new Label();
        code.jump(Opcodes.IFNE, yes);
        code.push(0);
        code.jump(Opcodes.GOTO, end);
        code.place(yes);
        code.push(1);
        code.place(end, Carrier.INT);
    }

    private static void betweenIntegers(Code code, DType from, DType to) {
        if (Carrier.of(from) == Carrier.LONG) {
            if (Carrier.of(to) == Carrier.INT) {
                code.op(Opcodes.L2I);
                Scalars.wrap(code, to);
            }
            return;
        }
        if (Carrier.of(to) == Carrier.INT) {
            Scalars.wrap(code, to);
            return;
        }
        code.op(Opcodes.I2L);
        if (from == DType.U32) {
            code.push(0xFFFF_FFFFL);
            code.op(Opcodes.LAND);
        }
    }

    private static void betweenFloats(Code code, DType from, DType to, Rounding rounding) {
        boolean wide = Carrier.of(from) == Carrier.DOUBLE;
        boolean cut = rounding == Rounding.RTZ;
        if (to == DType.FP64) {
            code.op(Opcodes.F2D);
        } else if (to == DType.FP32) {
            if (wide && cut) {
                code.support("Conversions", "toFloatTowardsZero", "(D)F");
            } else if (wide) {
                code.op(Opcodes.D2F);
            }
        } else if (!wide && !cut && !to.isFp8()) {
            Scalars.round(code, to);
        } else {
            if (!wide) {
                code.op(Opcodes.F2D);
            }
            narrow(code, to, cut);
        }
    }

    /// Rounds the `double` on the stack to a float of 16 bits or fewer.
    private static void narrow(Code code, DType to, boolean cut) {
        if (to.isFp8()) {
            code.push(cut ? 1 : 0);
            code.support("Fp8", "encode_" + to, "(DZ)I");
            return;
        }
        String name = to == DType.FP16 ? "toHalf" : "toBrain";
        code.support("Conversions", cut ? name + "TowardsZero" : name, "(D)F");
    }

    private static void toInteger(Code code, Carrier from, DType to) {
        boolean wide = from == Carrier.DOUBLE;
        switch (to) {
            case I32 -> code.op(wide ? Opcodes.D2I : Opcodes.F2I);
            case I64 -> code.op(wide ? Opcodes.D2L : Opcodes.F2L);
            case U32 -> code.support("Conversions", "toUnsignedInt", wide ? "(D)I" : "(F)I");
            case U64 -> code.support("Conversions", "toUnsignedLong", wide ? "(D)J" : "(F)J");
            case I8 -> clamped(code, wide, Byte.MIN_VALUE, Byte.MAX_VALUE);
            case I16 -> clamped(code, wide, Short.MIN_VALUE, Short.MAX_VALUE);
            case U8 -> clamped(code, wide, 0, 0xFF);
            case U16 -> clamped(code, wide, 0, 0xFFFF);
            case I1, FP8E4NV, FP8E4B8, FP8E4B15, FP8E5, FP8E5B16, FP16, BF16, FP32, FP64 ->
                    throw Scalars.left("cast", to);
        }
    }

    private static void clamped(Code code, boolean wide, int low, int high) {
        code.op(wide ? Opcodes.D2I : Opcodes.F2I);
        code.push(low);
        code.push(high);
        code.support("Conversions", "clamp", "(III)I");
    }

    private static void toFloat(Code code, DType from, DType to) {
        boolean isInt = Carrier.of(from) == Carrier.INT;
        if (from == DType.U32) {
            code.op(Opcodes.I2L);
            code.push(0xFFFF_FFFFL);
            code.op(Opcodes.LAND);
            isInt = false;
        }
        boolean unsigned = from == DType.U64;
        if (to == DType.FP32) {
            if (unsigned) {
                code.support("Conversions", "unsignedToFloat", "(J)F");
            } else {
                code.op(isInt ? Opcodes.I2F : Opcodes.L2F);
            }
        } else if (to == DType.FP64) {
            if (unsigned) {
                code.support("Conversions", "unsignedToDouble", "(J)D");
            } else {
                code.op(isInt ? Opcodes.I2D : Opcodes.L2D);
            }
        } else {
            if (isInt) {
                code.op(Opcodes.I2D);
            } else {
                String name = unsigned ? "stickyUnsigned" : "sticky";
                code.support("Conversions", name, "(J)D");
            }
            narrow(code, to, false);
        }
    }

    /// The same bits read as another format of the same width.
    static void bitcast(Code code, DType from, DType to) {
        if (from == to) {
            return;
        }
        switch (from) {
            case FP16 -> code.call("java/lang/Float", "floatToFloat16", "(F)S");
            case BF16 -> {
                code.call("java/lang/Float", "floatToRawIntBits", "(F)I");
                code.push(16);
                code.op(Opcodes.ISHR);
            }
            case FP32 -> code.call("java/lang/Float", "floatToRawIntBits", "(F)I");
            case FP64 -> code.call("java/lang/Double", "doubleToRawLongBits", "(D)J");
            case I1, I8, I16, I32, I64, U8, U16, U32, U64 -> {}
            case FP8E4NV, FP8E4B8, FP8E4B15, FP8E5, FP8E5B16 -> {}
        }
        switch (to) {
            case FP16 -> {
                code.op(Opcodes.I2S);
                code.call("java/lang/Float", "float16ToFloat", "(S)F");
            }
            case BF16 -> {
                code.push(16);
                code.op(Opcodes.ISHL);
                code.call("java/lang/Float", "intBitsToFloat", "(I)F");
            }
            case FP32 -> code.call("java/lang/Float", "intBitsToFloat", "(I)F");
            case FP64 -> code.call("java/lang/Double", "longBitsToDouble", "(J)D");
            case FP8E4NV, FP8E4B8, FP8E4B15, FP8E5, FP8E5B16 -> Scalars.wrap(code, DType.U8);
            case I1, I8, I16, I32, I64, U8, U16, U32, U64 -> Scalars.wrap(code, to);
        }
    }
}
