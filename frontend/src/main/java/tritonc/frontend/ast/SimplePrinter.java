package tritonc.frontend.ast;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// Prints statements without blocks, each without its line end.
final class SimplePrinter {
    private final StringBuilder out;
    private final ExprPrinter expressions;

    SimplePrinter(StringBuilder out, ExprPrinter expressions) {
        this.out = out;
        this.expressions = expressions;
    }

    void print(Stmt s) {
        switch (s) {
            case Stmt.ExprStmt x -> put("", x.value());
            case Stmt.Assign x -> assign(x);
            case Stmt.AnnAssign x -> annotated(x);
            case Stmt.AugAssign x -> augmented(x);
            case Stmt.Return x -> returns(x);
            case Stmt.Raise x -> raise(x);
            case Stmt.Assert x -> asserts(x);
            case Stmt.Delete x -> delete(x);
            case Stmt.Pass x -> out.append("pass");
            case Stmt.Break x -> out.append("break");
            case Stmt.Continue x -> out.append("continue");
            case Stmt.Global x -> out.append("global ").append(String.join(", ", x.names()));
            case Stmt.Nonlocal x -> out.append("nonlocal ").append(String.join(", ", x.names()));
            case Stmt.Import x -> aliases("import ", x.names());
            case Stmt.ImportFrom x -> importFrom(x);
            case Stmt.TypeAlias x -> typeAlias(x);
            case Stmt.If x -> {}
            case Stmt.While x -> {}
            case Stmt.For x -> {}
            case Stmt.With x -> {}
            case Stmt.Try x -> {}
            case Stmt.Match x -> {}
            case Stmt.FunctionDef x -> {}
            case Stmt.ClassDef x -> {}
        }
    }

    private void assign(Stmt.Assign x) {
        for (Expr target : x.targets()) {
            put("", target);
            out.append(" = ");
        }
        put("", x.value());
    }

    private void annotated(Stmt.AnnAssign x) {
        put("", x.target());
        put(": ", x.annotation());
        put(" = ", x.value());
    }

    private void augmented(Stmt.AugAssign x) {
        put("", x.target());
        put(" " + x.op().text() + "= ", x.value());
    }

    private void raise(Stmt.Raise x) {
        put(word("raise", x.exception()), x.exception());
        put(" from ", x.cause());
    }

    private void asserts(Stmt.Assert x) {
        element("assert ", x.test());
        element(", ", x.message());
    }

    private void delete(Stmt.Delete x) {
        String between = "del ";
        for (Expr e : x.targets()) {
            element(between, e);
            between = ", ";
        }
    }

    private void importFrom(Stmt.ImportFrom x) {
        out.append("from ").repeat('.', x.level()).append(x.module());
        aliases(x.star() ? " import *" : " import ", x.names());
    }

    private void typeAlias(Stmt.TypeAlias x) {
        out.append("type ").append(x.name());
        typeParameters(out, expressions, x.typeParameters());
        element(" = ", x.value());
    }

    private void returns(Stmt.Return x) {
        out.append("return");
        element(" ", x.value());
    }

    private static String word(String keyword, @Nullable Expr operand) {
        return operand == null ? keyword : keyword + " ";
    }

    private void put(String before, @Nullable Expr e) {
        out.append(before.isEmpty() || e != null || !before.startsWith(" ") ? before : "");
        if (e != null) {
            expressions.top(e);
        }
    }

    private void element(String before, @Nullable Expr e) {
        if (e != null) {
            out.append(before);
            expressions.element(e);
        }
    }

    private void aliases(String before, List<Stmt.Alias> names) {
        out.append(before);
        String between = "";
        for (Stmt.Alias alias : names) {
            out.append(between).append(alias.name());
            if (alias.asName() != null) {
                out.append(" as ").append(alias.asName());
            }
            between = ", ";
        }
    }

    /// Type parameters with their brackets, or nothing if there are none.
    static void typeParameters(
            StringBuilder out, ExprPrinter expressions, List<TypeParameter> all) {
        String between = "[";
        for (TypeParameter p : all) {
            out.append(between);
            between = ", ";
            switch (p.kind()) {
                case TYPE -> {}
                case TYPE_TUPLE -> out.append('*');
                case PARAMETERS -> out.append("**");
            }
            out.append(p.name());
            Expr bound = p.bound();
            if (bound != null) {
                out.append(": ");
                expressions.element(bound);
            }
        }
        out.append(all.isEmpty() ? "" : "]");
    }
}
