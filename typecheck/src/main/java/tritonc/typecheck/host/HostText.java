package tritonc.typecheck.host;

import org.jspecify.annotations.Nullable;

import tritonc.frontend.ast.BinaryOp;
import tritonc.frontend.ast.Expr;
import tritonc.frontend.ast.FStringPart;
import tritonc.ir.diagnostic.Span;
import tritonc.typecheck.builtin.Call;
import tritonc.typecheck.semantic.PythonMath;
import tritonc.typecheck.value.Constexpr.PyString;
import tritonc.typecheck.value.PyValue;

import java.math.BigInteger;
import java.util.Objects;

/// Texts that host code makes of values.
record HostText(HostExpressions expressions) {
    PyValue text(Expr.FString e, HostFrame frame) {
        StringBuilder text = new StringBuilder();
        for (FStringPart part : e.parts()) {
            switch (part) {
                case FStringPart.Text t -> text.append(t.value());
                case FStringPart.Field f -> {
                    if (f.format() != null) {
                        throw Undecided.because(f.span(), "it formats a number");
                    }
                    PyValue value = expressions.eval(f.value(), frame);
                    text.append(f.selfText() == null ? "" : f.selfText());
                    boolean quoted = f.conversion() == 'r' || f.selfText() != null;
                    text.append(quoted ? value.describe() : str(value));
                }
            }
        }
        Budget.size(text.length(), e.span());
        return new PyString(text.toString());
    }

    /// Python's `str(value)`.
    static String str(PyValue value) {
        return value instanceof PyString s ? s.value() : value.describe();
    }

    /// `+` and `*` of texts; null for other values.
    static @Nullable PyValue operate(BinaryOp op, PyValue left, PyValue right, Span at) {
        if (op == BinaryOp.ADD && left instanceof PyString a && right instanceof PyString b) {
            Budget.size((long) a.value().length() + b.value().length(), at);
            return new PyString(a.value() + b.value());
        }
        PyValue other = left instanceof PyString ? right : left;
        PyValue text = left instanceof PyString ? left : right;
        BigInteger times = PythonMath.integer(other);
        if (op != BinaryOp.MUL || !(text instanceof PyString s) || times == null) {
            return null;
        }
        int count = times.signum() < 0 ? 0 : times.bitLength() > 30 ? 1 << 30 : times.intValue();
        Budget.size((long) count * s.value().length(), at);
        return new PyString(s.value().repeat(count));
    }

    /// `template.format(…)` with fields that are empty, numbers or names.
    static PyValue format(String template, Call call) {
        StringBuilder text = new StringBuilder();
        int next = 0;
        for (int i = 0; i < template.length(); i++) {
            char c = template.charAt(i);
            boolean doubled = i + 1 < template.length() && template.charAt(i + 1) == c;
            if ((c == '{' || c == '}') && doubled) {
                text.append(c);
                i++;
            } else if (c == '{') {
                int end = template.indexOf('}', i);
                if (end < 0) {
                    throw Undecided.raised(call.span(), "ValueError", "`{` without `}`");
                }
                String field = template.substring(i + 1, end);
                text.append(str(field(field, field.isEmpty() ? next++ : -1, call)));
                i = end;
            } else {
                text.append(c);
            }
        }
        Budget.size(text.length(), call.span());
        return new PyString(text.toString());
    }

    private static PyValue field(String field, int automatic, Call call) {
        boolean number = !field.isEmpty() && field.chars().allMatch(c -> c >= '0' && c <= '9');
        int index = number && field.length() < 5 ? Integer.parseInt(field) : automatic;
        if (index >= 0 && index < call.count()) {
            return call.positional().get(index).value();
        }
        if (call.keyword(field) == null) {
            throw Undecided.because(call.span(), "the field `{" + field + "}` is not filled");
        }
        return Objects.requireNonNull(call.keyword(field)).value();
    }
}
