package tritonc.frontend.ast;

import java.util.List;

/// Prints the patterns of `case` as Python.
final class PatternPrinter {
    private final StringBuilder out;
    private final ExprPrinter expressions;

    PatternPrinter(StringBuilder out, ExprPrinter expressions) {
        this.out = out;
        this.expressions = expressions;
    }

    void print(Pattern p) {
        switch (p) {
            case Pattern.Wildcard x -> out.append('_');
            case Pattern.Capture x -> out.append(x.name());
            case Pattern.Value x -> expressions.top(x.value());
            case Pattern.Sequence x -> list('[', x.elements(), ']');
            case Pattern.Star x -> out.append('*').append(x.name() == null ? "_" : x.name());
            case Pattern.Mapping x -> mapping(x);
            case Pattern.ClassPattern x -> classPattern(x);
            case Pattern.Or x -> {
                String between = "";
                for (Pattern a : x.alternatives()) {
                    out.append(between);
                    closed(a);
                    between = " | ";
                }
            }
            case Pattern.As x -> {
                if (x.pattern() instanceof Pattern.As) {
                    closed(x.pattern());
                } else {
                    print(x.pattern());
                }
                out.append(" as ").append(x.name());
            }
        }
    }

    /// Prints an alternative of `|`.
    private void closed(Pattern p) {
        boolean open = p instanceof Pattern.Or || p instanceof Pattern.As;
        out.append(open ? "(" : "");
        print(p);
        out.append(open ? ")" : "");
    }

    private void list(char open, List<Pattern> all, char close) {
        out.append(open);
        elements(all);
        out.append(close);
    }

    private void elements(List<Pattern> all) {
        String between = "";
        for (Pattern p : all) {
            out.append(between);
            print(p);
            between = ", ";
        }
    }

    private void mapping(Pattern.Mapping x) {
        String between = "{";
        for (Pattern.MappingItem item : x.items()) {
            out.append(between);
            expressions.top(item.key());
            out.append(": ");
            print(item.pattern());
            between = ", ";
        }
        if (x.rest() != null) {
            out.append(between).append("**").append(x.rest());
            between = ", ";
        }
        out.append(between.equals("{") ? "{}" : "}");
    }

    private void classPattern(Pattern.ClassPattern x) {
        expressions.top(x.type());
        out.append('(');
        elements(x.positional());
        String between = x.positional().isEmpty() ? "" : ", ";
        for (Pattern.KeywordPattern k : x.keywords()) {
            out.append(between).append(k.name()).append('=');
            print(k.pattern());
            between = ", ";
        }
        out.append(')');
    }
}
