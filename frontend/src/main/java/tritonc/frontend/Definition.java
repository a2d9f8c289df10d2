package tritonc.frontend;

import org.jspecify.annotations.Nullable;

import tritonc.frontend.ast.Expr;
import tritonc.frontend.ast.Parameter;
import tritonc.frontend.ast.Stmt;
import tritonc.ir.diagnostic.Span;

/// One place that gives a name its meaning.
sealed interface Definition {
    /// How unlikely it is that the place is reached: the number of `if` arms around it that are
    /// probably not taken, and of `except` handlers.
    int doubt();

    record Function(Stmt.FunctionDef definition, int doubt) implements Definition {}

    record ClassOf(Stmt.ClassDef definition, int doubt) implements Definition {}

    record Assigned(Expr value, @Nullable Expr annotation, Span span, int doubt)
            implements Definition {}

    /// `import path`, or `import path.more`, which also binds `path` only.
    record ImportedModule(String path, int doubt) implements Definition {}

    record ImportedName(Stmt.ImportFrom from, String name, int doubt) implements Definition {}

    record OfParameter(Parameter parameter, Stmt.FunctionDef function, int doubt)
            implements Definition {}

    record Unknown(Span span, int doubt) implements Definition {}
}
