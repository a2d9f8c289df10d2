package tritonc.frontend.ast;

import org.jspecify.annotations.Nullable;

import tritonc.ir.diagnostic.Span;

import java.math.BigInteger;
import java.util.List;

/// An expression, or the target of an assignment.
public sealed interface Expr extends Node {
    /// A name, read or assigned.
    record Name(Span span, String id) implements Expr {}

    record IntLiteral(Span span, BigInteger value) implements Expr {}

    record FloatLiteral(Span span, double value) implements Expr {}

    /// `value` times the imaginary unit.
    record ImaginaryLiteral(Span span, double value) implements Expr {}

    /// A string, adjacent ones joined, escapes resolved.
    record StringLiteral(Span span, String value) implements Expr {}

    /// Bytes, adjacent ones joined, escapes resolved; each char of `value` is one byte, 0 to 255.
    record BytesLiteral(Span span, String value) implements Expr {}

    record BoolLiteral(Span span, boolean value) implements Expr {}

    record NoneLiteral(Span span) implements Expr {}

    /// `...`
    record EllipsisLiteral(Span span) implements Expr {}

    /// A string with at least one f-string among its adjacent parts.
    record FString(Span span, List<FStringPart> parts) implements Expr {
        public FString {
            parts = List.copyOf(parts);
        }
    }

    record Binary(Span span, BinaryOp op, Expr left, Expr right) implements Expr {}

    record Unary(Span span, UnaryOp op, Expr operand) implements Expr {}

    /// `a and b and c`: two operands or more, joined by one operator.
    record Logical(Span span, BooleanOp op, List<Expr> operands) implements Expr {
        public Logical {
            operands = List.copyOf(operands);
        }
    }

    /// `left ops[0] rights[0] ops[1] rights[1] …`, as many operators as right operands.
    record Compare(Span span, Expr left, List<CompareOp> ops, List<Expr> rights) implements Expr {
        public Compare {
            ops = List.copyOf(ops);
            rights = List.copyOf(rights);
        }
    }

    /// `then if test else otherwise`
    record Conditional(Span span, Expr test, Expr then, Expr otherwise) implements Expr {}

    record Lambda(Span span, List<Parameter> parameters, Expr body) implements Expr {
        public Lambda {
            parameters = List.copyOf(parameters);
        }
    }

    /// `function(arguments)`
    record Call(Span span, Expr function, List<Argument> arguments) implements Expr {
        public Call {
            arguments = List.copyOf(arguments);
        }
    }

    /// `value.name`
    record Attribute(Span span, Expr value, String name, Span nameSpan) implements Expr {}

    /// `value[index]`; several indices make `index` a [Tuple], a colon makes it a [Slice].
    record Subscript(Span span, Expr value, Expr index) implements Expr {}

    /// `lower:upper:step`, only inside a [Subscript].
    record Slice(Span span, @Nullable Expr lower, @Nullable Expr upper, @Nullable Expr step)
            implements Expr {}

    /// `*value` in a display, a tuple, a subscript or a target.
    record Starred(Span span, Expr value) implements Expr {}

    /// A tuple; its span has the parentheses when it was written with them.
    record Tuple(Span span, List<Expr> elements) implements Expr {
        public Tuple {
            elements = List.copyOf(elements);
        }
    }

    /// `[a, b]`
    record ListDisplay(Span span, List<Expr> elements) implements Expr {
        public ListDisplay {
            elements = List.copyOf(elements);
        }
    }

    /// `{a, b}`
    record SetDisplay(Span span, List<Expr> elements) implements Expr {
        public SetDisplay {
            elements = List.copyOf(elements);
        }
    }

    /// `{a: b, **c}`
    record DictDisplay(Span span, List<DictItem> items) implements Expr {
        public DictDisplay {
            items = List.copyOf(items);
        }
    }

    /// `key: value`, or `**value` without a key.
    record DictItem(Span span, @Nullable Expr key, Expr value) implements Node {}

    /// A comprehension or generator; `value` is there only for [ComprehensionKind#DICT].
    record Comprehension(
            Span span,
            ComprehensionKind kind,
            Expr element,
            @Nullable Expr value,
            List<ForClause> clauses)
            implements Expr {
        public Comprehension {
            clauses = List.copyOf(clauses);
        }
    }

    /// What a comprehension makes.
    enum ComprehensionKind {
        LIST,
        SET,
        DICT,
        GENERATOR
    }

    /// `async for target in iterable if conditions[0] if conditions[1] …`
    record ForClause(Span span, boolean isAsync, Expr target, Expr iterable, List<Expr> conditions)
            implements Node {
        public ForClause {
            conditions = List.copyOf(conditions);
        }
    }

    /// `target := value`
    record NamedExpr(Span span, Name target, Expr value) implements Expr {}

    record Await(Span span, Expr value) implements Expr {}

    record Yield(Span span, @Nullable Expr value) implements Expr {}

    record YieldFrom(Span span, Expr value) implements Expr {}
}
