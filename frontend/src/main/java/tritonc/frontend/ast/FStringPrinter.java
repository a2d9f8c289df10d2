package tritonc.frontend.ast;

import java.util.List;

/// Prints f-strings as Python 3.12 reads them, with the same quotes inside as outside.
final class FStringPrinter {
    private final StringBuilder out;
    private final ExprPrinter expressions;

    FStringPrinter(StringBuilder out, ExprPrinter expressions) {
        this.out = out;
        this.expressions = expressions;
    }

    void print(Expr.FString x) {
        out.append("f\"");
        parts(x.parts(), true);
        out.append('"');
    }

    private void parts(List<FStringPart> parts, boolean doubleBraces) {
        for (FStringPart part : parts) {
            switch (part) {
                case FStringPart.Text t -> Quoted.fText(out, t.value(), doubleBraces);
                case FStringPart.Field f -> field(f);
            }
        }
    }

    private void field(FStringPart.Field f) {
        out.append('{');
        String self = f.selfText();
        if (self != null) {
            out.append(self);
        } else {
            int begin = out.length();
            expressions.withoutColon(f.value());
            if (out.charAt(begin) == '{') {
                out.insert(begin, ' ');
            }
        }
        if (f.conversion() != ' ') {
            out.append('!').append(f.conversion());
        }
        List<FStringPart> format = f.format();
        if (format != null) {
            out.append(':');
            parts(format, false);
        }
        out.append('}');
    }
}
