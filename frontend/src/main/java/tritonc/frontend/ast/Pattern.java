package tritonc.frontend.ast;

import org.jspecify.annotations.Nullable;

import tritonc.ir.diagnostic.Span;

import java.util.List;

/// The pattern of a `case`.
public sealed interface Pattern extends Node {
    /// `_`
    record Wildcard(Span span) implements Pattern {}

    /// A name that takes the value.
    record Capture(Span span, String name) implements Pattern {}

    /// A literal, a signed or complex number, a string, `None`, `True`, `False` or a dotted name.
    record Value(Span span, Expr value) implements Pattern {}

    /// `[a, *rest]`, `(a, b)` or `a, b`
    record Sequence(Span span, List<Pattern> elements) implements Pattern {
        public Sequence {
            elements = List.copyOf(elements);
        }
    }

    /// `*name`, or `*_` with no name, inside a [Sequence].
    record Star(Span span, @Nullable String name) implements Pattern {}

    /// `{key: pattern, **rest}`
    record Mapping(Span span, List<MappingItem> items, @Nullable String rest) implements Pattern {
        public Mapping {
            items = List.copyOf(items);
        }
    }

    /// `key: pattern`
    record MappingItem(Span span, Expr key, Pattern pattern) implements Node {}

    /// `type(positional, …, name=pattern, …)`
    record ClassPattern(
            Span span, Expr type, List<Pattern> positional, List<KeywordPattern> keywords)
            implements Pattern {
        public ClassPattern {
            positional = List.copyOf(positional);
            keywords = List.copyOf(keywords);
        }
    }

    /// `name=pattern`
    record KeywordPattern(Span span, String name, Pattern pattern) implements Node {}

    /// `a | b`
    record Or(Span span, List<Pattern> alternatives) implements Pattern {
        public Or {
            alternatives = List.copyOf(alternatives);
        }
    }

    /// `pattern as name`
    record As(Span span, Pattern pattern, String name) implements Pattern {}
}
