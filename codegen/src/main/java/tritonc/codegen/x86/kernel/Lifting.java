package tritonc.codegen.x86.kernel;

import tritonc.codegen.x86.Reg;
import tritonc.codegen.x86.VectorOp;
import tritonc.ir.tile.Value;
import tritonc.ir.type.ElementType;
import tritonc.ir.type.Type;

/// Values as lanes of vector registers, scalars being lane 0 of 128 bits, and back; and lanes of 32
/// bits as lanes of 64.
final class Lifting {
    private final Code code;
    private final Values values;

    Lifting(Code code, Values values) {
        this.code = code;
        this.values = values;
    }

    /// A value in vector registers.
    Reg[] lanes(Value x) {
        ElementType type = x.type().element();
        if (x.type().isBlock() || Kinds.isFloat(type)) {
            return values.parts(x);
        }
        Reg to = code.vector();
        boolean wide = type.bits() == 64;
        code.add(wide ? VectorOp.VMOVQ : VectorOp.VMOVD, 128, to, values.of(x));
        return new Reg[] {to};
    }

    /// Lets a value be what vector registers hold.
    void deliver(Value result, Reg[] lanes) {
        ElementType type = result.type().element();
        if (result.type().isBlock() || Kinds.isFloat(type)) {
            values.alias(result, lanes);
            return;
        }
        boolean wide = type.bits() == 64;
        VectorOp op = wide ? VectorOp.VMOVQ_STORE : VectorOp.VMOVD_STORE;
        code.add(op, 128, values.one(result), lanes[0]);
    }

    /// Lets a truth value be what the masks of its parts say.
    void deliverTruth(Value result, Reg[] masks) {
        if (result.type().isBlock()) {
            new Masks(code).joined(values.one(result), masks);
            return;
        }
        new Masks(code).lane0(values.one(result), masks[0]);
    }

    /// From 32-bit lanes to 64-bit ones, half a part into each.
    Reg[] widened(Reg[] parts, Type type, VectorOp op) {
        Reg[] halves = halves(parts, type);
        Reg[] to = new Reg[code.width.wideParts(type)];
        for (int i = 0; i < to.length; i++) {
            to[i] = code.vector();
            code.add(op, code.width.wideBits(type), to[i], halves[i]);
        }
        return to;
    }

    /// The 32-bit lanes of a vector cut so that each part holds as many as a part of 64-bit lanes.
    Reg[] halves(Reg[] parts, Type type) {
        if (code.width.narrowBits(type) < code.width.bits()) {
            return parts;
        }
        Reg[] halves = new Reg[2 * parts.length];
        for (int i = 0; i < parts.length; i++) {
            halves[2 * i] = parts[i];
            halves[2 * i + 1] = code.upperHalf(parts[i]);
        }
        return halves;
    }

    /// From 64-bit lanes to 32-bit ones.
    Reg[] narrowed(Reg[] parts, Type type, VectorOp op) {
        Reg[] narrow = new Reg[parts.length];
        for (int i = 0; i < parts.length; i++) {
            narrow[i] = code.vector();
            code.add(op, code.width.wideBits(type), narrow[i], parts[i]);
        }
        return joined(narrow);
    }

    /// Parts of 32-bit lanes from their halves; a single one stays.
    Reg[] joined(Reg[] halves) {
        if (halves.length == 1) {
            return halves;
        }
        Reg[] to = new Reg[halves.length / 2];
        for (int i = 0; i < to.length; i++) {
            to[i] = code.vector();
            code.joinHalves(to[i], halves[2 * i], halves[2 * i + 1]);
        }
        return to;
    }
}
