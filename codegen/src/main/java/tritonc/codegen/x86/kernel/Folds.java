package tritonc.codegen.x86.kernel;

import tritonc.codegen.loop.Vector;
import tritonc.codegen.x86.Condition;
import tritonc.codegen.x86.Imm;
import tritonc.codegen.x86.Reg;
import tritonc.codegen.x86.ScalarOp;
import tritonc.codegen.x86.VectorOp;
import tritonc.ir.tile.ReduceKind;
import tritonc.ir.tile.Value;
import tritonc.ir.type.ElementType;
import tritonc.ir.type.Shape;
import tritonc.ir.type.Type;

import java.util.ArrayList;
import java.util.List;

/// Joins the lanes of vectors to a scalar by halves.
final class Folds {
    private final Code code;
    private final Values values;
    private final Computing computing;
    private final Masks masks;

    Folds(Code code, Values values, Computing computing) {
        this.code = code;
        this.values = values;
        this.computing = computing;
        this.masks = new Masks(code);
    }

    void write(Vector.Fold f) {
        List<Reg[]> partials = new ArrayList<>();
        for (Value p : f.partials()) {
            partials.add(values.parts(p));
        }
        Type type = f.partials().getFirst().type();
        while (partials.size() > 1) {
            int half = partials.size() / 2;
            List<Reg[]> joined = new ArrayList<>();
            for (int i = 0; i < half; i++) {
                joined.add(joined(f.kind(), type, partials.get(i), partials.get(i + half)));
            }
            partials = joined;
        }
        if (!type.isBlock()) {
            values.alias(f.result(), partials.getFirst());
        } else if (Kinds.isMask(type)) {
            truth(f, partials.getFirst()[0], type.size());
        } else {
            lanes(f, partials.getFirst(), type);
        }
    }

    private Reg[] joined(ReduceKind kind, Type type, Reg[] a, Reg[] b) {
        Reg[] to = values.fresh(type);
        computing.join(kind.combine(), type, to, a, b, null, null);
        return to;
    }

    private void truth(Vector.Fold f, Reg mask, int lanes) {
        Reg bits = masks.bits(mask, lanes);
        Reg to = code.general();
        switch (f.kind()) {
            case AND, MIN -> {
                code.add(ScalarOp.CMP, 32, bits, new Imm((1 << lanes) - 1));
                set(to, Condition.E);
            }
            case OR, MAX -> {
                code.add(ScalarOp.TEST, 32, bits, bits);
                set(to, Condition.NE);
            }
            case XOR -> {
                code.add(ScalarOp.POPCNT, 32, to, bits);
                code.add(ScalarOp.AND, 32, to, new Imm(1));
            }
            default -> throw new Unsupported(f.kind() + " of truth values");
        }
        values.alias(f.result(), new Reg[] {to});
    }

    private void set(Reg to, Condition condition) {
        Reg low = code.general();
        code.add(ScalarOp.set(condition), 8, low);
        code.add(ScalarOp.MOVZX_B, 32, to, low);
    }

    private void lanes(Vector.Fold f, Reg[] parts, Type of) {
        ElementType element = of.element();
        Reg[] now = parts;
        int size = of.size();
        while (now.length > 1) {
            int half = now.length / 2;
            size /= 2;
            Type type = Type.of(element, Shape.of(size));
            Reg[] low = java.util.Arrays.copyOfRange(now, 0, half);
            Reg[] high = java.util.Arrays.copyOfRange(now, half, now.length);
            now = joined(f.kind(), type, low, high);
        }
        Reg last = now[0];
        while (size > 1) {
            size /= 2;
            Type type = Type.of(element, Shape.of(size));
            Reg high = upper(last, size * Kinds.laneBits(element));
            last = joined(f.kind(), type, new Reg[] {last}, new Reg[] {high})[0];
        }
        if (Kinds.isFloat(element)) {
            values.alias(f.result(), new Reg[] {last});
        } else {
            boolean wide = Kinds.laneBits(element) == 64;
            Reg to = values.one(f.result());
            code.add(wide ? VectorOp.VMOVQ_STORE : VectorOp.VMOVD_STORE, 128, to, last);
        }
    }

    /// The lanes from bit `from` on, moved down to bit 0.
    private Reg upper(Reg r, int from) {
        Reg to = code.vector();
        switch (from) {
            case 256 -> code.add(VectorOp.VEXTRACTI64X4, 512, to, r, new Imm(1));
            case 128 -> code.add(VectorOp.VEXTRACTI32X4, 256, to, r, new Imm(1));
            case 64 -> code.add(VectorOp.VPSHUFD, 128, to, r, new Imm(0xEE));
            case 32 -> code.add(VectorOp.VPSHUFD, 128, to, r, new Imm(0x55));
            default -> throw new Unsupported("lanes from bit " + from);
        }
        return to;
    }
}
