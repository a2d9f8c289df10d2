package tritonc.frontend.ast;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Locale;

/// Prints expressions as Python, with no more parentheses than needed. What it prints parses to the
/// same tree, spans apart.
public final class ExprPrinter {
    // How tightly what is printed binds, from a list without parentheses to an atom.
    private static final int LIST = 0;
    private static final int TEST = 2;
    private static final int OR = 3;
    private static final int AND = 4;
    private static final int NOT = 5;
    private static final int COMPARE = 6;
    private static final int UNARY = 13;
    private static final int POWER = 14;
    private static final int AWAIT = 15;
    private static final int ATOM = 16;

    private final StringBuilder out;

    ExprPrinter(StringBuilder out) {
        this.out = out;
    }

    /// The expression in Python.
    public static String print(Expr e) {
        StringBuilder out = new StringBuilder();
        new ExprPrinter(out).top(e);
        return out.toString();
    }

    /// Prints where a list without parentheses may stand.
    void top(Expr e) {
        print(e, e instanceof Expr.NamedExpr ? TEST : LIST);
    }

    /// Prints the default of a parameter.
    void defaultValue(String before, @Nullable Expr e) {
        optional(before, e, TEST);
    }

    /// Prints where no colon may stand outside of brackets.
    void withoutColon(Expr e) {
        print(e, OR);
    }

    /// Prints where one element of a list may stand.
    void element(Expr e) {
        print(e, e instanceof Expr.Starred ? LIST : TEST);
    }

    private static int level(Expr e) {
        return switch (e) {
            case Expr.NamedExpr x -> 1;
            case Expr.Yield x -> 1;
            case Expr.YieldFrom x -> 1;
            case Expr.Starred x -> 1;
            case Expr.Slice x -> 1;
            case Expr.Conditional x -> TEST;
            case Expr.Lambda x -> TEST;
            case Expr.Logical x -> x.op() == BooleanOp.OR ? OR : AND;
            case Expr.Compare x -> COMPARE;
            case Expr.Binary x -> level(x.op());
            case Expr.Unary x -> x.op() == UnaryOp.NOT ? NOT : UNARY;
            case Expr.Await x -> AWAIT;
            case Expr.Tuple x -> ATOM;
            case Expr.Name x -> ATOM;
            case Expr.IntLiteral x -> ATOM;
            case Expr.FloatLiteral x -> ATOM;
            case Expr.ImaginaryLiteral x -> ATOM;
            case Expr.StringLiteral x -> ATOM;
            case Expr.BytesLiteral x -> ATOM;
            case Expr.BoolLiteral x -> ATOM;
            case Expr.NoneLiteral x -> ATOM;
            case Expr.EllipsisLiteral x -> ATOM;
            case Expr.FString x -> ATOM;
            case Expr.Call x -> ATOM;
            case Expr.Attribute x -> ATOM;
            case Expr.Subscript x -> ATOM;
            case Expr.ListDisplay x -> ATOM;
            case Expr.SetDisplay x -> ATOM;
            case Expr.DictDisplay x -> ATOM;
            case Expr.Comprehension x -> ATOM;
        };
    }

    private static int level(BinaryOp op) {
        return switch (op) {
            case BIT_OR -> 7;
            case BIT_XOR -> 8;
            case BIT_AND -> 9;
            case SHL, SHR -> 10;
            case ADD, SUB -> 11;
            case MUL, MATMUL, DIV, FLOOR_DIV, MOD -> 12;
            case POW -> POWER;
        };
    }

    /// Prints `e`, in parentheses if it binds less than `least`.
    private void print(Expr e, int least) {
        boolean open = level(e) < least;
        if (open) {
            out.append('(');
        }
        bare(e);
        if (open) {
            out.append(')');
        }
    }

    private void bare(Expr e) {
        switch (e) {
            case Expr.Name x -> out.append(x.id());
            case Expr.IntLiteral x -> out.append(x.value());
            case Expr.FloatLiteral x -> number(x.value());
            case Expr.ImaginaryLiteral x -> imaginary(x);
            case Expr.StringLiteral x -> Quoted.literal(out, "", x.value(), false);
            case Expr.BytesLiteral x -> Quoted.literal(out, "b", x.value(), true);
            case Expr.BoolLiteral x -> out.append(x.value() ? "True" : "False");
            case Expr.NoneLiteral x -> out.append("None");
            case Expr.EllipsisLiteral x -> out.append("...");
            case Expr.FString x -> new FStringPrinter(out, this).print(x);
            case Expr.Binary x -> binary(x);
            case Expr.Unary x -> unary(x);
            case Expr.Logical x -> logical(x);
            case Expr.Compare x -> compare(x);
            case Expr.Conditional x -> conditional(x);
            case Expr.Lambda x -> lambda(x);
            case Expr.Call x -> call(x);
            case Expr.Attribute x -> attribute(x);
            case Expr.Subscript x -> subscript(x);
            case Expr.Slice x -> slice(x);
            case Expr.Starred x -> starred(x);
            case Expr.Tuple x -> tuple(x);
            case Expr.ListDisplay x -> displayed('[', x.elements(), ']');
            case Expr.SetDisplay x -> displayed('{', x.elements(), '}');
            case Expr.DictDisplay x -> dict(x);
            case Expr.Comprehension x -> comprehension(x);
            case Expr.NamedExpr x -> named(x);
            case Expr.Await x -> await(x);
            case Expr.Yield x -> yields(x);
            case Expr.YieldFrom x -> yields(x);
        }
    }

    private void conditional(Expr.Conditional x) {
        print(x.then(), OR);
        out.append(" if ");
        print(x.test(), OR);
        out.append(" else ");
        print(x.otherwise(), TEST);
    }

    private void lambda(Expr.Lambda x) {
        out.append(x.parameters().isEmpty() ? "lambda" : "lambda ");
        new ParameterPrinter(out, this).print(x.parameters());
        out.append(": ");
        print(x.body(), TEST);
    }

    private void call(Expr.Call x) {
        callee(x.function());
        out.append('(');
        arguments(x.arguments());
        out.append(')');
    }

    private void attribute(Expr.Attribute x) {
        callee(x.value());
        out.append('.').append(x.name());
    }

    private void subscript(Expr.Subscript x) {
        callee(x.value());
        out.append('[');
        index(x.index());
        out.append(']');
    }

    private void imaginary(Expr.ImaginaryLiteral x) {
        number(x.value());
        out.append('j');
    }

    private void starred(Expr.Starred x) {
        out.append('*');
        print(x.value(), 7);
    }

    private void named(Expr.NamedExpr x) {
        out.append(x.target().id()).append(" := ");
        print(x.value(), TEST);
    }

    private void await(Expr.Await x) {
        out.append("await ");
        print(x.value(), ATOM);
    }

    private void yields(Expr.Yield x) {
        out.append("yield");
        optional(" ", x.value(), LIST);
    }

    private void yields(Expr.YieldFrom x) {
        out.append("yield from ");
        print(x.value(), TEST);
    }

    private void optional(String before, @Nullable Expr e, int least) {
        if (e != null) {
            out.append(before);
            print(e, least);
        }
    }

    private void number(double value) {
        if (Double.isInfinite(value)) {
            out.append("1e999");
        } else if (value == Math.rint(value) && value < 1e16) {
            out.append((long) value).append(".0");
        } else {
            out.append(Double.toString(value).toLowerCase(Locale.ROOT));
        }
    }

    /// What a dot, a call or a subscript follows; a number would swallow the dot.
    private void callee(Expr e) {
        boolean number = e instanceof Expr.IntLiteral;
        out.append(number ? "(" : "");
        print(e, ATOM);
        out.append(number ? ")" : "");
    }

    private void binary(Expr.Binary x) {
        int level = level(x.op());
        boolean power = x.op() == BinaryOp.POW;
        print(x.left(), power ? AWAIT : level);
        out.append(' ').append(x.op().text()).append(' ');
        print(x.right(), power ? UNARY : level + 1);
    }

    private void unary(Expr.Unary x) {
        boolean not = x.op() == UnaryOp.NOT;
        out.append(x.op().text()).append(not ? " " : "");
        print(x.operand(), not ? NOT : UNARY);
    }

    private void logical(Expr.Logical x) {
        int least = x.op() == BooleanOp.OR ? AND : NOT;
        String between = "";
        for (Expr operand : x.operands()) {
            out.append(between);
            print(operand, least);
            between = " " + x.op().text() + " ";
        }
    }

    private void compare(Expr.Compare x) {
        print(x.left(), 7);
        for (int i = 0; i < x.ops().size(); i++) {
            out.append(' ').append(x.ops().get(i).text()).append(' ');
            print(x.rights().get(i), 7);
        }
    }

    private void elements(List<Expr> all) {
        String between = "";
        for (Expr e : all) {
            out.append(between);
            element(e);
            between = ", ";
        }
    }

    private void displayed(char open, List<Expr> all, char close) {
        out.append(open);
        elements(all);
        out.append(close);
    }

    private void tuple(Expr.Tuple x) {
        out.append('(');
        elements(x.elements());
        out.append(x.elements().size() == 1 ? ",)" : ")");
    }

    private void index(Expr index) {
        if (!(index instanceof Expr.Tuple t) || t.elements().isEmpty()) {
            print(index, LIST);
            return;
        }
        String between = "";
        for (Expr e : t.elements()) {
            out.append(between);
            print(e, e instanceof Expr.Slice || e instanceof Expr.Starred ? LIST : TEST);
            between = ", ";
        }
        out.append(t.elements().size() == 1 ? "," : "");
    }

    private void slice(Expr.Slice x) {
        optional("", x.lower(), TEST);
        out.append(':');
        optional("", x.upper(), TEST);
        optional(":", x.step(), TEST);
    }

    private void dict(Expr.DictDisplay x) {
        out.append('{');
        String between = "";
        for (Expr.DictItem item : x.items()) {
            out.append(between);
            between = ", ";
            Expr key = item.key();
            if (key == null) {
                out.append("**");
                print(item.value(), 7);
            } else {
                print(key, TEST);
                out.append(": ");
                print(item.value(), TEST);
            }
        }
        out.append('}');
    }

    private void comprehension(Expr.Comprehension x) {
        String brackets =
                switch (x.kind()) {
                    case LIST -> "[]";
                    case SET, DICT -> "{}";
                    case GENERATOR -> "()";
                };
        out.append(brackets.charAt(0));
        print(x.element(), TEST);
        optional(": ", x.value(), TEST);
        for (Expr.ForClause clause : x.clauses()) {
            out.append(clause.isAsync() ? " async for " : " for ");
            top(clause.target());
            out.append(" in ");
            print(clause.iterable(), OR);
            for (Expr condition : clause.conditions()) {
                out.append(" if ");
                print(condition, OR);
            }
        }
        out.append(brackets.charAt(1));
    }

    /// The arguments of a call, without the parentheses.
    void arguments(List<Argument> all) {
        String between = "";
        for (Argument a : all) {
            out.append(between);
            between = ", ";
            switch (a) {
                case Argument.Positional p -> {}
                case Argument.Keyword k -> out.append(k.name()).append('=');
                case Argument.Unpacked u -> out.append('*');
                case Argument.UnpackedKeywords u -> out.append("**");
            }
            print(a.value(), TEST);
        }
    }
}
