package tritonc.codegen.x86.kernel;

import org.jspecify.annotations.Nullable;

import tritonc.codegen.loop.Amount;
import tritonc.codegen.x86.Imm;
import tritonc.codegen.x86.Operand;
import tritonc.codegen.x86.Reg;
import tritonc.ir.diagnostic.CompilerBug;
import tritonc.ir.tile.Value;
import tritonc.ir.type.ElementType;
import tritonc.ir.type.Type;

import java.util.HashMap;
import java.util.Map;

/// The registers that hold the values of a kernel.
final class Values {
    private final Code code;
    private final Map<Integer, Reg[]> registers = new HashMap<>();
    private final Map<Integer, Long> constants = new HashMap<>();
    private final Map<Integer, Reg> pinned = new HashMap<>();
    private int unnamed;

    Values(Code code) {
        this.code = code;
    }

    /// Fresh registers for a value that is about to be written.
    Reg[] define(Value value) {
        Reg own = pinned.get(value.id());
        Reg[] fresh = own == null ? fresh(value.type()) : new Reg[] {own};
        registers.put(value.id(), fresh);
        return fresh;
    }

    /// Lets a scalar that is yet to be written be in this register.
    void pin(Value value, Reg where) {
        pinned.put(value.id(), where);
    }

    /// A scalar that no value of the kernel stands for, in a register that holds it.
    Value named(ElementType type, Reg where) {
        Value value = new Value(-1 - ++unnamed, type);
        alias(value, new Reg[] {where});
        return value;
    }

    /// The one fresh register for a scalar, or a vector of one part.
    Reg one(Value value) {
        return define(value)[0];
    }

    Reg[] fresh(Type type) {
        if (!type.isBlock()) {
            boolean isFloat = Kinds.isFloat(type.element());
            return new Reg[] {isFloat ? code.vector() : code.general()};
        }
        if (Kinds.isMask(type)) {
            return new Reg[] {code.mask()};
        }
        Reg[] parts = new Reg[code.width.parts(type)];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = code.vector();
        }
        return parts;
    }

    /// Lets a value be in registers that hold it already.
    void alias(Value value, Reg[] where) {
        registers.put(value.id(), where);
    }

    Reg[] parts(Value value) {
        Reg[] known = registers.get(value.id());
        if (known == null) {
            throw new CompilerBug("x86", value + " is read before it is written");
        }
        return known;
    }

    /// Whether it has been written.
    boolean isKnown(Value value) {
        return registers.containsKey(value.id());
    }

    Reg of(Value value) {
        return parts(value)[0];
    }

    /// Remembers what a scalar is.
    void constant(Value value, long bits) {
        constants.put(value.id(), bits);
    }

    /// What a scalar is known to be, or null.
    @Nullable Long constant(Value value) {
        return constants.get(value.id());
    }

    /// A scalar integer as an operand: a number where it is known and fits 32 bits.
    Operand operand(Value value) {
        Long known = constant(value);
        return known != null && known == known.intValue() ? new Imm(known) : of(value);
    }

    /// What an amount is known to be, or null.
    @Nullable Long constant(Amount amount) {
        return switch (amount) {
            case Amount.Constant(long value) -> value;
            case Amount.Dynamic(Value value) -> constant(value);
        };
    }
}
