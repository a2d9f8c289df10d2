package tritonc.codegen.x86.kernel;

import org.jspecify.annotations.Nullable;

import tritonc.codegen.loop.Amount;
import tritonc.codegen.loop.Memory;
import tritonc.codegen.loop.Place;
import tritonc.codegen.x86.Imm;
import tritonc.codegen.x86.Mem;
import tritonc.codegen.x86.Operand;
import tritonc.codegen.x86.Reg;
import tritonc.codegen.x86.ScalarOp;
import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;

import java.util.ArrayList;
import java.util.List;

/// Addresses of elements as memory operands.
final class Addresses {
    private final Code code;
    private final Values values;
    private final Integers integers;

    Addresses(Code code, Values values, Integers integers) {
        this.code = code;
        this.values = values;
        this.integers = integers;
    }

    /// An index times a stride.
    private record Scaled(Reg index, Amount stride) {}

    Mem of(Place place, long displacement) {
        List<Scaled> terms = new ArrayList<>();
        for (Place.Term t : place.terms()) {
            if (!t.stride().is(0)) {
                terms.add(new Scaled(values.of(t.index()), t.stride()));
            }
        }
        return sum(values.of(place.base()), terms, displacement);
    }

    /// An element of a buffer.
    ///
    /// @param start where the buffer begins in scratch memory
    Mem of(Reg scratch, int start, Memory.Element e, int bytes) {
        List<Scaled> terms = new ArrayList<>();
        for (Memory.Term t : e.terms()) {
            terms.add(new Scaled(values.of(t.index()), Amount.of((long) t.stride() * bytes)));
        }
        return sum(scratch, terms, start + (long) e.offset() * bytes);
    }

    private Mem sum(Reg base, List<Scaled> terms, long displacement) {
        if (displacement != (int) displacement) {
            throw new Unsupported("a displacement of " + displacement);
        }
        Scaled index = null;
        Reg sum = base;
        for (Scaled t : terms) {
            boolean scales =
                    t.stride() instanceof Amount.Constant(long s)
                            && (s == 1 || s == 2 || s == 4 || s == 8);
            if (scales && index == null) {
                index = t;
            } else {
                Reg from = sum;
                sum =
                        isBefore(from, t)
                                ? code.before(List.of(from, t), () -> further(from, t))
                                : further(from, t);
            }
        }
        if (index == null) {
            return Mem.of(sum, (int) displacement);
        }
        int scale = (int) ((Amount.Constant) index.stride()).value();
        return Mem.of(sum, index.index(), scale, (int) displacement);
    }

    /// Whether an address can be computed before the turns of the strip that is written.
    private boolean isBefore(Reg from, Scaled t) {
        boolean isStrideKnown = values.constant(t.stride()) != null;
        return isStrideKnown
                ? code.isBefore(from, t.index())
                : t.stride() instanceof Amount.Dynamic(Value value)
                        && code.isBefore(from, t.index(), values.of(value));
    }

    private Reg further(Reg from, Scaled t) {
        Reg further = code.general();
        Reg scaled = scaled(t);
        code.add(ScalarOp.LEA, 64, further, Mem.of(from, scaled, 1, 0));
        return further;
    }

    private Reg scaled(Scaled t) {
        Reg product = code.general();
        Operand stride = wide(t.stride());
        if (stride instanceof Imm by) {
            code.add(ScalarOp.IMUL_BY, 64, product, t.index(), by);
        } else {
            code.move(product, t.index());
            code.add(ScalarOp.IMUL, 64, product, stride);
        }
        return product;
    }

    /// An amount in 64 bits: a number of at most 32, or a register.
    Operand wide(Amount amount) {
        Long known = values.constant(amount);
        if (known != null) {
            return known == known.intValue() ? new Imm(known) : code.number(known);
        }
        Value value = ((Amount.Dynamic) amount).value();
        // read as signed, whatever its type
        return value.type() == DType.I64 || value.type().element().bits() == 64
                ? values.of(value)
                : integers.extended(values.of(value), DType.I32);
    }

    Reg wideRegister(Amount amount) {
        return wide(amount) instanceof Reg r ? r : number(amount);
    }

    private Reg number(Amount amount) {
        Long known = values.constant(amount);
        return code.number(known == null ? 0 : known);
    }

    /// A memory operand's address in a register.
    Reg address(Mem memory) {
        @Nullable Reg base = memory.base();
        if (base != null && memory.index() == null && memory.displacement() == 0) {
            return base;
        }
        Reg address = code.general();
        code.add(ScalarOp.LEA, 64, address, memory);
        return address;
    }
}
