package tritonc.typecheck.infer;

import tritonc.frontend.ast.Expr;
import tritonc.ir.type.DType;
import tritonc.typecheck.value.Constexpr.PyString;

/// What `tl.dot_scaled` says of its arguments: a scale is a power of two in 8 bits, and a format
/// that is written out says what holds its numbers.
final class ScaledDotUses {
    private ScaledDotUses() {}

    static Flow see(Facts facts, BuiltinUses.Call c) {
        side(facts, c, 0, "lhs");
        side(facts, c, 3, "rhs");
        return Flow.of(DType.FP32);
    }

    /// @param at index of the operand; its scale and its format follow
    private static void side(Facts facts, BuiltinUses.Call c, int at, String name) {
        Flow format = c.at(at + 2, name + "_format");
        if (format.direct()) {
            facts.mark(format.parts(), e -> e.passed.add(new PyString("e4m3")));
        }
        DType holder = holder(c.source(at + 2, name + "_format"));
        behind(facts, c.at(at, name), holder);
        behind(facts, c.at(at + 1, name + "_scale"), DType.U8);
    }

    /// Bytes hold the numbers of every format of 8 bits or fewer.
    private static DType holder(@org.jspecify.annotations.Nullable Expr format) {
        String text = format instanceof Expr.StringLiteral s ? s.value() : "";
        return switch (text) {
            case "bf16" -> DType.BF16;
            case "fp16" -> DType.FP16;
            default -> DType.U8;
        };
    }

    private static void behind(Facts facts, Flow value, DType dtype) {
        if (value.direct() || value.kind() == Kind.UNKNOWN) {
            for (Atom a : value.parts()) {
                Evidence e = facts.of(a);
                e.dtype = e.dtype == null ? dtype : e.dtype;
            }
        }
    }
}
