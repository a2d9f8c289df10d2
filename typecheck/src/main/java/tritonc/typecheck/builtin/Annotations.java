package tritonc.typecheck.builtin;

import org.jspecify.annotations.Nullable;

import tritonc.frontend.ast.Expr;
import tritonc.typecheck.value.BuiltinValue;
import tritonc.typecheck.value.Names;

/// What annotations say to Triton: `tl.constexpr`, `tl.const`, and otherwise nothing.
public final class Annotations {
    private Annotations() {}

    /// Whether an annotation says `tl.const`: the kernel only reads through the pointer.
    public static boolean isConst(@Nullable Expr annotation, Names names) {
        return switch (annotation) {
            case Expr.Attribute a -> a.name().equals("const");
            case Expr.Name n ->
                    names.lookup(n.id()) instanceof BuiltinValue b
                            && b.name().equals("triton.language.const");
            case Expr.StringLiteral s -> s.value().equals("const") || s.value().endsWith(".const");
            case null, default -> false;
        };
    }

    /// Whether an annotation says `tl.constexpr`, under whatever name it was imported. Others are
    /// not even looked up.
    public static boolean isConstexpr(@Nullable Expr annotation, Names names) {
        if (annotation == null) {
            return false;
        }
        if (annotation instanceof Expr.Attribute a) {
            return a.name().equals("constexpr");
        }
        return switch (annotation) {
            case Expr.Name n ->
                    n.id().equals("constexpr")
                            || names.lookup(n.id()) instanceof BuiltinValue b
                                    && b.name().equals("triton.language.constexpr");
            case Expr.StringLiteral s ->
                    s.value().equals("constexpr") || s.value().endsWith(".constexpr");
            case Expr.Subscript s -> isConstexpr(s.value(), names);
            default -> false;
        };
    }
}
