package tritonc.typecheck.infer;

import tritonc.frontend.ast.Expr;
import tritonc.frontend.ast.UnaryOp;

import java.math.BigInteger;

/// What says that a parameter is a tuple: nothing else that is given at launch has elements.
final class TupleUses {
    private TupleUses() {}

    /// `value[index]`. With `None` or several axes that is a block in another shape; a number or a
    /// variable takes one element, bounds take several.
    static void indexed(Facts facts, Flow value, Expr index) {
        switch (index) {
            case Expr.NoneLiteral n -> {}
            case Expr.StringLiteral s -> {}
            case Expr.Tuple t -> {}
            case Expr.Starred s -> {}
            case Expr.Slice s -> {
                if (s.lower() != null || s.upper() != null) {
                    tuple(facts, value, 0);
                }
            }
            case Expr.IntLiteral i -> tuple(facts, value, places(i.value()));
            case Expr.Unary u
                    when u.op() == UnaryOp.MINUS && u.operand() instanceof Expr.IntLiteral i ->
                    tuple(facts, value, places(i.value().negate()));
            default -> {
                tuple(facts, value, 0);
                if (isParameter(value)) {
                    facts.mark(value.parts(), e -> e.anyElement = true);
                }
            }
        }
    }

    /// How many elements there must be for an index to be one.
    private static int places(BigInteger index) {
        BigInteger count = index.signum() < 0 ? index.negate() : index.add(BigInteger.ONE);
        return count.bitLength() < Byte.SIZE ? count.intValue() : 0;
    }

    /// `a, b = value`.
    ///
    /// @param exact how many elements that gives names to; 0 if one takes the rest
    static void unpacked(Facts facts, Flow value, int exact) {
        tuple(facts, value, exact);
        if (isParameter(value)) {
            facts.mark(value.parts(), e -> e.exactly = Math.max(e.exactly, exact));
        }
    }

    /// `len(value)` and `f(*value)`: so many as there are.
    ///
    /// @return that number
    static Flow whole(Facts facts, Flow value) {
        tuple(facts, value, 0);
        return Flow.of(Kind.INT);
    }

    private static void tuple(Facts facts, Flow value, int least) {
        if (isParameter(value)) {
            facts.mark(
                    value.parts(),
                    e -> {
                        e.tuple = true;
                        e.elements = Math.max(e.elements, least);
                    });
        }
    }

    /// Whether a value is a parameter as it is; what is read from memory is a block.
    private static boolean isParameter(Flow value) {
        return value.direct()
                && value.elements().isEmpty()
                && value.parts().stream().allMatch(a -> a.depth() == 0);
    }
}
