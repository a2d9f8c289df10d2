package tritonc.frontend;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import tritonc.frontend.ast.Argument;
import tritonc.frontend.ast.BinaryOp;
import tritonc.frontend.ast.BooleanOp;
import tritonc.frontend.ast.CompareOp;
import tritonc.frontend.ast.Expr;
import tritonc.frontend.ast.ExprPrinter;
import tritonc.frontend.ast.Stmt;
import tritonc.frontend.ast.UnaryOp;
import tritonc.ir.diagnostic.Diagnostics;
import tritonc.ir.diagnostic.SourceFile;
import tritonc.ir.diagnostic.Span;

import java.math.BigInteger;
import java.util.List;

/// Random expressions print to text that parses to the same expression: the printer and the grammar
/// agree about every precedence.
class RoundTripProperties {
    private static final Span NOWHERE = new Span(new SourceFile("none", ""), 0, 0);

    @Property(tries = 2000)
    void whatIsPrintedParsesToTheSame(@ForAll("expressions") Expr e) {
        String printed = ExprPrinter.print(e);
        Diagnostics diagnostics = new Diagnostics();
        var module = Frontend.parse(new SourceFile("e.py", printed + "\n"), diagnostics);
        assertThat(diagnostics.inOrder()).as(printed).isEmpty();
        Expr back = ((Stmt.ExprStmt) module.orElseThrow().body().getFirst()).value();
        assertThat(shape(back)).as(printed).isEqualTo(shape(e));
    }

    @Provide
    Arbitrary<Expr> expressions() {
        return expression(4);
    }

    private Arbitrary<Expr> expression(int depth) {
        Arbitrary<Expr> leaf =
                Arbitraries.oneOf(
                        Arbitraries.of("a", "b", "c").map(n -> new Expr.Name(NOWHERE, n)),
                        Arbitraries.integers()
                                .between(0, 9)
                                .map(i -> new Expr.IntLiteral(NOWHERE, BigInteger.valueOf(i))),
                        Arbitraries.strings()
                                .withChars("a'\"\\\n{é")
                                .ofMaxLength(3)
                                .map(s -> new Expr.StringLiteral(NOWHERE, s)));
        if (depth == 0) {
            return leaf;
        }
        Arbitrary<Expr> in = Arbitraries.lazy(() -> expression(depth - 1));
        return Arbitraries.oneOf(
                leaf,
                Combinators.combine(Arbitraries.of(BinaryOp.class), in, in)
                        .as((op, a, b) -> new Expr.Binary(NOWHERE, op, a, b)),
                Combinators.combine(Arbitraries.of(UnaryOp.class), in)
                        .as((op, a) -> new Expr.Unary(NOWHERE, op, a)),
                Combinators.combine(Arbitraries.of(BooleanOp.class), in, in)
                        .as((op, a, b) -> new Expr.Logical(NOWHERE, op, List.of(a, b))),
                Combinators.combine(Arbitraries.of(CompareOp.class), in, in)
                        .as((op, a, b) -> new Expr.Compare(NOWHERE, a, List.of(op), List.of(b))),
                Combinators.combine(in, in, in)
                        .as((a, b, c) -> new Expr.Conditional(NOWHERE, a, b, c)),
                in.map(a -> new Expr.Lambda(NOWHERE, List.of(), a)),
                Combinators.combine(in, in)
                        .as((f, a) -> new Expr.Call(NOWHERE, f, List.of(positional(a)))),
                in.map(a -> new Expr.Attribute(NOWHERE, a, "d", NOWHERE)),
                Combinators.combine(in, in).as((a, b) -> new Expr.Subscript(NOWHERE, a, b)),
                in.list().ofMaxSize(3).map(l -> new Expr.Tuple(NOWHERE, l)),
                in.map(a -> new Expr.NamedExpr(NOWHERE, new Expr.Name(NOWHERE, "n"), a)),
                in.map(a -> new Expr.Await(NOWHERE, a)));
    }

    private static Argument positional(Expr value) {
        return new Argument.Positional(NOWHERE, value);
    }

    /// The tree without spans, flattened as the parser flattens chains that have no parentheses.
    private static String shape(Expr e) {
        return switch (e) {
            case Expr.Binary x -> "(" + shape(x.left()) + x.op() + shape(x.right()) + ")";
            case Expr.Unary x -> "(" + x.op() + shape(x.operand()) + ")";
            case Expr.Logical x -> x.op() + shapes(x.operands());
            case Expr.Compare x -> "(" + shape(x.left()) + x.ops() + shapes(x.rights()) + ")";
            case Expr.Conditional x -> "if" + shapes(List.of(x.test(), x.then(), x.otherwise()));
            case Expr.Lambda x -> "lambda(" + shape(x.body()) + ")";
            case Expr.Call x ->
                    shape(x.function())
                            + "("
                            + shapes(x.arguments().stream().map(Argument::value).toList())
                            + ")";
            case Expr.Attribute x -> shape(x.value()) + "." + x.name();
            case Expr.Subscript x -> shape(x.value()) + "[" + shape(x.index()) + "]";
            case Expr.Tuple x -> "tuple" + shapes(x.elements());
            case Expr.NamedExpr x -> "(" + x.target().id() + ":=" + shape(x.value()) + ")";
            case Expr.Await x -> "await(" + shape(x.value()) + ")";
            case Expr.Name x -> x.id();
            case Expr.IntLiteral x -> x.value().toString();
            case Expr.StringLiteral x -> "'" + x.value() + "'";
            case Expr.FloatLiteral x -> "?";
            case Expr.ImaginaryLiteral x -> "?";
            case Expr.BytesLiteral x -> "?";
            case Expr.BoolLiteral x -> "?";
            case Expr.NoneLiteral x -> "?";
            case Expr.EllipsisLiteral x -> "?";
            case Expr.FString x -> "?";
            case Expr.Slice x -> "?";
            case Expr.Starred x -> "?";
            case Expr.ListDisplay x -> "?";
            case Expr.SetDisplay x -> "?";
            case Expr.DictDisplay x -> "?";
            case Expr.Comprehension x -> "?";
            case Expr.Yield x -> "?";
            case Expr.YieldFrom x -> "?";
        };
    }

    private static String shapes(List<Expr> all) {
        return all.stream().map(RoundTripProperties::shape).toList().toString();
    }
}
