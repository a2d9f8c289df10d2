package tritonc.frontend.ast;

import org.jspecify.annotations.Nullable;

import tritonc.ir.diagnostic.Span;

import java.util.List;

/// A statement. Bodies are never empty; an `else` or `finally` that is not written is an empty
/// list.
public sealed interface Stmt extends Node {
    /// An expression for its effect, or a docstring.
    record ExprStmt(Span span, Expr value) implements Stmt {}

    /// `targets[0] = targets[1] = … = value`
    record Assign(Span span, List<Expr> targets, Expr value) implements Stmt {
        public Assign {
            targets = List.copyOf(targets);
        }
    }

    /// `target: annotation = value`; the value may be missing.
    record AnnAssign(Span span, Expr target, Expr annotation, @Nullable Expr value)
            implements Stmt {}

    /// `target op= value`
    record AugAssign(Span span, Expr target, BinaryOp op, Expr value) implements Stmt {}

    record Return(Span span, @Nullable Expr value) implements Stmt {}

    /// `raise exception from cause`
    record Raise(Span span, @Nullable Expr exception, @Nullable Expr cause) implements Stmt {}

    record Assert(Span span, Expr test, @Nullable Expr message) implements Stmt {}

    record Delete(Span span, List<Expr> targets) implements Stmt {
        public Delete {
            targets = List.copyOf(targets);
        }
    }

    record Pass(Span span) implements Stmt {}

    record Break(Span span) implements Stmt {}

    record Continue(Span span) implements Stmt {}

    record Global(Span span, List<String> names) implements Stmt {
        public Global {
            names = List.copyOf(names);
        }
    }

    record Nonlocal(Span span, List<String> names) implements Stmt {
        public Nonlocal {
            names = List.copyOf(names);
        }
    }

    /// `import a.b as c, d`
    record Import(Span span, List<Alias> names) implements Stmt {
        public Import {
            names = List.copyOf(names);
        }
    }

    /// `from ..module import a as b, c`, or `import *` when `star` is set and `names` is empty.
    ///
    /// @param level the number of leading dots
    /// @param module dotted, empty for `from . import a`
    record ImportFrom(Span span, int level, String module, List<Alias> names, boolean star)
            implements Stmt {
        public ImportFrom {
            names = List.copyOf(names);
        }
    }

    /// A name that is imported, dotted in an `import` statement.
    record Alias(Span span, String name, @Nullable String asName) implements Node {}

    /// An `elif` is an [If] that is the only statement of `orElse`.
    record If(Span span, Expr test, List<Stmt> body, List<Stmt> orElse) implements Stmt {
        public If {
            body = List.copyOf(body);
            orElse = List.copyOf(orElse);
        }
    }

    record While(Span span, Expr test, List<Stmt> body, List<Stmt> orElse) implements Stmt {
        public While {
            body = List.copyOf(body);
            orElse = List.copyOf(orElse);
        }
    }

    record For(
            Span span,
            boolean isAsync,
            Expr target,
            Expr iterable,
            List<Stmt> body,
            List<Stmt> orElse)
            implements Stmt {
        public For {
            body = List.copyOf(body);
            orElse = List.copyOf(orElse);
        }
    }

    record With(Span span, boolean isAsync, List<WithItem> items, List<Stmt> body) implements Stmt {
        public With {
            items = List.copyOf(items);
            body = List.copyOf(body);
        }
    }

    /// `context as target`
    record WithItem(Span span, Expr context, @Nullable Expr target) implements Node {}

    /// @param isStar whether the handlers are `except*`
    record Try(
            Span span,
            boolean isStar,
            List<Stmt> body,
            List<Handler> handlers,
            List<Stmt> orElse,
            List<Stmt> finalBody)
            implements Stmt {
        public Try {
            body = List.copyOf(body);
            handlers = List.copyOf(handlers);
            orElse = List.copyOf(orElse);
            finalBody = List.copyOf(finalBody);
        }
    }

    /// `except type as name:`
    record Handler(Span span, @Nullable Expr type, @Nullable String name, List<Stmt> body)
            implements Node {
        public Handler {
            body = List.copyOf(body);
        }
    }

    /// @param span from `def` (or `async`) to the end of the body, without the decorators
    record FunctionDef(
            Span span,
            boolean isAsync,
            String name,
            Span nameSpan,
            List<TypeParameter> typeParameters,
            List<Parameter> parameters,
            @Nullable Expr returns,
            List<Expr> decorators,
            List<Stmt> body)
            implements Stmt {
        public FunctionDef {
            typeParameters = List.copyOf(typeParameters);
            parameters = List.copyOf(parameters);
            decorators = List.copyOf(decorators);
            body = List.copyOf(body);
        }
    }

    /// @param span from `class` to the end of the body, without the decorators
    record ClassDef(
            Span span,
            String name,
            Span nameSpan,
            List<TypeParameter> typeParameters,
            List<Argument> arguments,
            List<Expr> decorators,
            List<Stmt> body)
            implements Stmt {
        public ClassDef {
            typeParameters = List.copyOf(typeParameters);
            arguments = List.copyOf(arguments);
            decorators = List.copyOf(decorators);
            body = List.copyOf(body);
        }
    }

    record Match(Span span, Expr subject, List<MatchCase> cases) implements Stmt {
        public Match {
            cases = List.copyOf(cases);
        }
    }

    /// `case pattern if guard:`
    record MatchCase(Span span, Pattern pattern, @Nullable Expr guard, List<Stmt> body)
            implements Node {
        public MatchCase {
            body = List.copyOf(body);
        }
    }

    /// `type name[typeParameters] = value`
    record TypeAlias(Span span, String name, List<TypeParameter> typeParameters, Expr value)
            implements Stmt {
        public TypeAlias {
            typeParameters = List.copyOf(typeParameters);
        }
    }
}
