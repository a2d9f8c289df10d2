package tritonc.frontend;

import org.jspecify.annotations.Nullable;

import tritonc.frontend.ast.Expr;
import tritonc.frontend.ast.Parameter;
import tritonc.frontend.ast.Stmt;
import tritonc.ir.diagnostic.Span;

/// One place that gives a name its meaning.
sealed interface Definition {
    /// What must hold for the place to be reached.
    Reach reach();

    /// From where in the file on it holds; 0 if that is the beginning.
    default int begins() {
        return 0;
    }

    record Function(Stmt.FunctionDef definition, Reach reach) implements Definition {
        @Override
        public int begins() {
            return definition.span().end();
        }
    }

    record ClassOf(Stmt.ClassDef definition, Reach reach) implements Definition {
        @Override
        public int begins() {
            return definition.span().end();
        }
    }

    record Assigned(Expr value, @Nullable Expr annotation, Span span, Reach reach)
            implements Definition {
        @Override
        public int begins() {
            return value.span().end();
        }
    }

    /// `import path`, or `import path.more`, which also binds `path` only.
    record ImportedModule(String path, Reach reach) implements Definition {}

    record ImportedName(Stmt.ImportFrom from, String name, Reach reach) implements Definition {}

    record OfParameter(Parameter parameter, Stmt.FunctionDef function, Reach reach)
            implements Definition {}

    record Unknown(Span span, Reach reach) implements Definition {}
}
