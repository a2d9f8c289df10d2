package tritonc.codegen.x86;

import org.jspecify.annotations.Nullable;

/// Memory at `base + index · scale + displacement`, or at a label of the code itself.
///
/// @param base a general register
/// @param index a general register (not rsp), or a vector register of addresses' offsets in gathers
///   and scatters
/// @param scale 1, 2, 4 or 8
/// @param label instead of base and index; `displacement` bytes after it
public record Mem(
        @Nullable Reg base, @Nullable Reg index, int scale, int displacement, @Nullable Label label)
        implements Operand {
    public Mem {
        if (Integer.bitCount(scale) != 1 || scale > 8) {
            throw new IllegalArgumentException("scale " + scale);
        }
        if (label != null && (base != null || index != null)) {
            throw new IllegalArgumentException("a label and registers");
        }
    }

    public static Mem of(Reg base) {
        return of(base, 0);
    }

    public static Mem of(Reg base, int displacement) {
        return new Mem(base, null, 1, displacement, null);
    }

    public static Mem of(Reg base, Reg index, int scale, int displacement) {
        return new Mem(base, index, scale, displacement, null);
    }

    public static Mem at(Label label) {
        return new Mem(null, null, 1, 0, label);
    }

    public Mem plus(int bytes) {
        return new Mem(base, index, scale, Math.addExact(displacement, bytes), label);
    }
}
