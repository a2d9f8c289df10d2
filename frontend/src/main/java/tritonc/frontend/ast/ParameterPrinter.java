package tritonc.frontend.ast;

import java.util.List;

/// Prints the parameters of functions and lambdas.
final class ParameterPrinter {
    private final StringBuilder out;
    private final ExprPrinter expressions;

    ParameterPrinter(StringBuilder out, ExprPrinter expressions) {
        this.out = out;
        this.expressions = expressions;
    }

    /// Parameters, without parentheses.
    void print(List<Parameter> all) {
        String between = "";
        boolean starred = false;
        for (int i = 0; i < all.size(); i++) {
            Parameter p = all.get(i);
            out.append(between);
            between = ", ";
            if (p.kind() == Parameter.Kind.KEYWORD_ONLY && !starred) {
                out.append("*, ");
            }
            starred |=
                    p.kind() == Parameter.Kind.KEYWORD_ONLY
                            || p.kind() == Parameter.Kind.VAR_POSITIONAL;
            parameter(p);
            boolean last =
                    i + 1 == all.size() || all.get(i + 1).kind() != Parameter.Kind.POSITIONAL_ONLY;
            if (p.kind() == Parameter.Kind.POSITIONAL_ONLY && last) {
                out.append(", /");
            }
        }
    }

    private void parameter(Parameter p) {
        switch (p.kind()) {
            case VAR_POSITIONAL -> out.append('*');
            case VAR_KEYWORD -> out.append("**");
            case POSITIONAL_ONLY, POSITIONAL_OR_KEYWORD, KEYWORD_ONLY -> {}
        }
        out.append(p.name());
        Expr annotation = p.annotation();
        if (annotation != null) {
            out.append(": ");
            expressions.element(annotation);
        }
        expressions.defaultValue(annotation == null ? "=" : " = ", p.defaultValue());
    }
}
