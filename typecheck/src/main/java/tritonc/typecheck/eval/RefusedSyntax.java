package tritonc.typecheck.eval;

import org.jspecify.annotations.Nullable;

import tritonc.frontend.ast.Expr;
import tritonc.frontend.ast.Stmt;
import tritonc.ir.diagnostic.Code;
import tritonc.ir.diagnostic.Span;
import tritonc.typecheck.host.Undecided;
import tritonc.typecheck.semantic.Mistake;
import tritonc.typecheck.value.HostFunctionValue;
import tritonc.typecheck.value.HostValue;
import tritonc.typecheck.value.PyValue;

import java.util.List;

/// What Python has and kernels cannot contain, named.
public final class RefusedSyntax {
    private RefusedSyntax() {}

    /// The mistake of a statement, whatever it is made of; null if kernels can contain it.
    public static @Nullable Mistake statement(Stmt statement) {
        return switch (statement) {
            case Stmt.FunctionDef s -> nested(s.nameSpan(), "functions");
            case Stmt.ClassDef s -> nested(s.nameSpan(), "classes");
            case Stmt.Import s -> nested(s.span(), "imports");
            case Stmt.ImportFrom s -> nested(s.span(), "imports");
            case Stmt.Break s -> broken(s.span(), "break");
            case Stmt.Continue s -> broken(s.span(), "continue");
            case Stmt.Raise s -> refused(s, "`raise`");
            case Stmt.Delete s -> refused(s, "`del`");
            case Stmt.Global s -> refused(s, "`global`");
            case Stmt.Nonlocal s -> refused(s, "`nonlocal`");
            case Stmt.With s -> with(s);
            case Stmt.Try s -> refused(s, "`try`");
            case Stmt.Match s -> refused(s, "`match`");
            case Stmt.TypeAlias s -> refused(s, "`type`");
            case Stmt.For s -> s.orElse().isEmpty() ? null : loopElse(s.orElse());
            case Stmt.While s -> s.orElse().isEmpty() ? null : loopElse(s.orElse());
            case Stmt.Assign s -> null;
            case Stmt.AugAssign s -> null;
            case Stmt.AnnAssign s -> null;
            case Stmt.ExprStmt s -> null;
            case Stmt.Pass s -> null;
            case Stmt.Assert s -> null;
            case Stmt.If s -> null;
            case Stmt.Return s -> null;
        };
    }

    /// The mistake of an expression, whatever it is made of; null if kernels can contain it.
    public static @Nullable Mistake expression(Expr expr) {
        return switch (expr) {
            case Expr.EllipsisLiteral e -> refused(e, "`...`");
            case Expr.ImaginaryLiteral e -> refused(e, "complex numbers");
            case Expr.BytesLiteral e -> refused(e, "bytes");
            case Expr.Starred e -> refused(e, "`*` before a value");
            case Expr.SetDisplay e -> refused(e, "sets");
            case Expr.DictDisplay e -> refused(e, "dictionaries");
            case Expr.Comprehension e -> comprehension(e);
            case Expr.Await e -> refused(e, "`await`");
            case Expr.Yield e -> refused(e, "`yield`");
            case Expr.YieldFrom e -> refused(e, "`yield from`");
            default -> null;
        };
    }

    /// The mistake of a comprehension that is no list over one tuple.
    static @Nullable Mistake comprehension(Expr.Comprehension e) {
        boolean list = e.kind() == Expr.ComprehensionKind.LIST && e.clauses().size() == 1;
        return list
                ? null
                : refused(e, "comprehensions but lists with one `for`")
                        .help("write `[f(x) for x in values]`");
    }

    private static Mistake refused(Expr expr, String what) {
        return Mistake.at(expr.span(), Code.EXPRESSION, "kernels cannot contain " + what);
    }

    private static Mistake refused(Stmt statement, String what) {
        Span at = firstLine(statement.span());
        return Mistake.at(at, Code.STATEMENT, "kernels cannot contain " + what);
    }

    /// What stands behind a `with` in a kernel opens a region of a vendor's dialect or a profiler.
    private static Mistake with(Stmt.With s) {
        Span at = s.items().getFirst().context().span();
        return Mistake.at(at, Code.STATEMENT, "kernels cannot contain `with`")
                .help(
                        "regions such as those of tlx, Gluon or Proton belong to one GPU or to a"
                                + " profiler: write the body without them");
    }

    private static Mistake nested(Span at, String what) {
        return Mistake.at(at, Code.NESTED_DEFINITION, "kernels cannot contain " + what)
                .help("move it to the top of the file");
    }

    private static Mistake broken(Span at, String word) {
        return Mistake.at(at, Code.BREAK, "loops of a kernel cannot `" + word + "`")
                .help("put the condition into a `while`, or mask what should not happen");
    }

    static Mistake loopElse(List<Stmt> orElse) {
        return Mistake.at(
                        firstLine(orElse.getFirst().span()),
                        Code.LOOP_ELSE,
                        "loops of a kernel have no `else`")
                .help("put it behind the loop");
    }

    /// The mistake of a `return` in a loop that runs at run time.
    public static Mistake returnInLoop(Span at) {
        return Mistake.at(at, Code.RETURN_IN_LOOP, "a loop cannot be left by `return`")
                .help("let the loop end by its bounds or its condition, then return");
    }

    /// The mistake of assigning something other than a name.
    public static Mistake target(Expr target) {
        return Mistake.at(
                        target.span(),
                        Code.ASSIGNMENT_TARGET,
                        "only names can be assigned in a kernel")
                .help("blocks do not change in place: use `tl.where` or `tl.store`");
    }

    /// The mistake of reading a variable of host code.
    public static Mistake hostGlobal(Expr.Name e, HostValue value) {
        String why = value.why().isEmpty() ? "" : ": " + value.why();
        return Mistake.at(
                        e.span(),
                        Code.HOST_GLOBAL,
                        "`" + e.id() + "` is a variable of host code, which is never run" + why)
                .help("pass it as an argument, or write `" + e.id() + " = tl.constexpr(…)`");
    }

    /// The mistake of calling host code that cannot be called at all.
    public static Mistake hostCall(PyValue function, Span at) {
        return Mistake.at(
                        at,
                        Code.HOST_FUNCTION,
                        function.describe() + " cannot be called in a kernel")
                .help("mark it `@triton.jit`, or pass its result as an argument");
    }

    /// The mistake of calling a host function whose result only running it could tell.
    public static Mistake hostCall(HostFunctionValue function, Undecided why, Span at) {
        String told = function.describe() + " cannot be evaluated: " + why.reason();
        Mistake mistake = Mistake.at(at, Code.HOST_FUNCTION, told);
        boolean elsewhere = !why.at().equals(at);
        return (elsewhere ? mistake.label(why.at(), "here") : mistake)
                .help("mark it `@triton.jit`, or pass its result as an argument");
    }

    /// The first line of a statement, so that a mark does not run over its body.
    static Span firstLine(Span span) {
        int end = span.start();
        String text = span.file().text();
        while (end < span.end() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
            end++;
        }
        return new Span(span.file(), span.start(), end);
    }
}
