package tritonc.typecheck.eval;

import tritonc.frontend.ast.Expr;
import tritonc.frontend.ast.FStringPart;
import tritonc.typecheck.value.Constexpr.PyString;
import tritonc.typecheck.value.PyValue;

/// f-strings, which kernels use in the messages of assertions: a tensor shows its type.
record Formatting(Expressions expressions) {
    PyValue text(Expr.FString e, Frame frame) {
        StringBuilder text = new StringBuilder();
        for (FStringPart part : e.parts()) {
            switch (part) {
                case FStringPart.Text t -> text.append(t.value());
                case FStringPart.Field f -> {
                    String self = f.selfText();
                    PyValue value = expressions.eval(f.value(), frame);
                    text.append(self == null ? "" : self);
                    text.append(
                            value instanceof PyString s && f.conversion() != 'r'
                                    ? s.value()
                                    : value.describe());
                }
            }
        }
        return new PyString(text.toString());
    }
}
