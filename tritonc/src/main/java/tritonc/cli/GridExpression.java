package tritonc.cli;

import org.jspecify.annotations.Nullable;

import tritonc.frontend.ast.Argument;
import tritonc.frontend.ast.BinaryOp;
import tritonc.frontend.ast.Expr;
import tritonc.frontend.ast.UnaryOp;
import tritonc.ir.diagnostic.Code;
import tritonc.ir.diagnostic.Diagnostic;
import tritonc.ir.diagnostic.Span;
import tritonc.ir.diagnostic.TritonException;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// Computes a grid written as `X[,Y[,Z]]`: whole numbers, names of arguments, `+ - * // %`, and
/// `cdiv`, `min`, `max`, `next_power_of_2` under any module's name. Division follows Python: it
/// rounds down.
final class GridExpression {
    private final Function<String, @Nullable Long> argument;

    /// @param argument the whole-number value of an argument, or `null` if it has none
    GridExpression(Function<String, @Nullable Long> argument) {
        this.argument = argument;
    }

    /// The one to three extents.
    ///
    /// @throws TritonException (T0903) at the part that cannot be computed
    long[] extents(Expr grid) {
        List<Expr> parts = grid instanceof Expr.Tuple t ? t.elements() : List.of(grid);
        if (parts.isEmpty() || parts.size() > 3) {
            throw bad(grid.span(), "a grid has one to three extents, not " + parts.size());
        }
        long[] extents = new long[parts.size()];
        for (int i = 0; i < extents.length; i++) {
            extents[i] = value(parts.get(i));
        }
        return extents;
    }

    private long value(Expr expr) {
        try {
            return switch (expr) {
                case Expr.IntLiteral i -> i.value().longValueExact();
                case Expr.Name n -> name(n);
                case Expr.Binary b -> binary(b, value(b.left()), value(b.right()));
                case Expr.Unary u when u.op() == UnaryOp.MINUS ->
                        Math.negateExact(value(u.operand()));
                case Expr.Call c -> call(c);
                default ->
                        throw bad(expr.span(), "only whole-number arithmetic can stand in a grid");
            };
        } catch (ArithmeticException e) {
            throw bad(expr.span(), "this does not fit 64 bits");
        }
    }

    private long name(Expr.Name name) {
        Long value = argument.apply(name.id());
        if (value == null) {
            throw bad(name.span(), "no whole-number argument is called `" + name.id() + "`");
        }
        return value;
    }

    private long binary(Expr.Binary b, long left, long right) {
        boolean divides = b.op() == BinaryOp.FLOOR_DIV || b.op() == BinaryOp.MOD;
        if (divides && right == 0) {
            throw bad(b.right().span(), "division by zero");
        }
        return switch (b.op()) {
            case ADD -> Math.addExact(left, right);
            case SUB -> Math.subtractExact(left, right);
            case MUL -> Math.multiplyExact(left, right);
            case FLOOR_DIV -> Math.floorDiv(left, right);
            case MOD -> Math.floorMod(left, right);
            case DIV, MATMUL, POW, SHL, SHR, BIT_AND, BIT_OR, BIT_XOR ->
                    throw bad(
                            b.span(),
                            "`" + b.op().text() + "` cannot stand in a grid; `//` divides");
        };
    }

    private long call(Expr.Call call) {
        String function =
                switch (call.function()) {
                    case Expr.Name n -> n.id();
                    case Expr.Attribute a -> a.name();
                    default -> "";
                };
        List<Long> values = new ArrayList<>();
        for (Argument a : call.arguments()) {
            values.add(value(a.value()));
        }
        int count = values.size();
        if (function.equals("cdiv") && count == 2) {
            if (values.get(1) == 0) {
                throw bad(call.span(), "division by zero");
            }
            return Math.ceilDiv(values.get(0), values.get(1));
        }
        if (function.equals("next_power_of_2") && count == 1) {
            long n = values.getFirst();
            return n <= 1 ? 1 : Math.multiplyExact(Long.highestOneBit(n - 1), 2L);
        }
        boolean least = function.equals("min");
        if (count > 0 && (least || function.equals("max"))) {
            return values.stream().reduce(least ? Math::min : Math::max).orElseThrow();
        }
        throw bad(call.span(), "a grid knows cdiv, min, max and next_power_of_2");
    }

    private static TritonException bad(Span at, String message) {
        return new TritonException(Diagnostic.error(Code.BAD_GRID, at, message));
    }
}
