package tritonc.typecheck.infer;

import org.jspecify.annotations.Nullable;

import tritonc.frontend.ast.BooleanOp;
import tritonc.frontend.ast.CompareOp;
import tritonc.frontend.ast.Expr;
import tritonc.ir.type.DType;
import tritonc.typecheck.value.Constexpr.PyType;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What `tl.static_assert` demands of dtypes: those of arguments, as in `x.dtype.element_ty ==
/// tl.uint8`, and of values in helpers, as in `x.dtype == tl.uint32`. Of dtypes that an assertion
/// lets in the first that is named is taken.
final class Assertions {
    private final ExpressionUses expressions;
    private final Facts facts;
    private final Map<String, Expr> variables = new HashMap<>();

    Assertions(ExpressionUses expressions, Facts facts) {
        this.expressions = expressions;
        this.facts = facts;
    }

    /// A variable that may stand for a dtype.
    void written(String variable, Expr value) {
        variables.put(variable, value);
    }

    /// All of an assertion holds.
    void holds(Expr condition) {
        switch (condition) {
            case Expr.Logical l when l.op() == BooleanOp.AND -> l.operands().forEach(this::holds);
            case Expr.Logical l -> holds(l.operands().getFirst());
            case Expr.Compare c when c.ops().size() == 1 ->
                    compared(c.left(), c.ops().getFirst(), c.rights().getFirst());
            default -> {}
        }
    }

    private void compared(Expr left, CompareOp op, Expr right) {
        DType dtype =
                switch (op) {
                    case EQ -> dtype(right);
                    case IN -> first(right);
                    default -> null;
                };
        if (dtype != null) {
            Set<Atom> of = described(left);
            facts.mark(of, e -> e.dtype = dtype);
        }
    }

    private @Nullable DType first(Expr several) {
        List<Expr> elements =
                switch (several) {
                    case Expr.Tuple t -> t.elements();
                    case Expr.ListDisplay t -> t.elements();
                    default -> List.of();
                };
        return elements.isEmpty() ? null : dtype(elements.getFirst());
    }

    private @Nullable DType dtype(Expr e) {
        return expressions.value(e) instanceof PyType t && t.type() instanceof DType d ? d : null;
    }

    /// Whose dtype an expression is.
    private Set<Atom> described(Expr dtype) {
        Expr meant =
                dtype instanceof Expr.Name n && variables.get(n.id()) != null
                        ? variables.get(n.id())
                        : dtype;
        if (!(meant instanceof Expr.Attribute a)) {
            return Set.of();
        }
        if (a.name().equals("element_ty") && a.value() instanceof Expr.Attribute type) {
            return expressions.of(type.value()).loaded().parts();
        }
        Flow value = expressions.of(a.value());
        return a.name().equals("dtype") && value.direct() ? value.parts() : Set.of();
    }
}
