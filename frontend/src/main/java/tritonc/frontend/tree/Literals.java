package tritonc.frontend.tree;

import tritonc.frontend.ast.Expr;
import tritonc.ir.diagnostic.Span;

import java.math.BigInteger;

/// Numbers. Language Reference, 2.4.4 to 2.4.7.
final class Literals {
    /// CPython's own limit for decimal text, beyond which conversion gets slow.
    private static final int MAX_DIGITS = 4300;

    private final Tree tree;

    Literals(Tree tree) {
        this.tree = tree;
    }

    Expr number(Span span, String written) {
        String text = written.indexOf('_') < 0 ? written : written.replace("_", "");
        char last = text.charAt(text.length() - 1);
        int radix = radix(text);
        if (radix != 10) {
            return new Expr.IntLiteral(span, new BigInteger(text.substring(2), radix));
        }
        if (last == 'j' || last == 'J') {
            String digits = text.substring(0, text.length() - 1);
            return new Expr.ImaginaryLiteral(span, Double.parseDouble(digits));
        }
        if (isFloat(text)) {
            return new Expr.FloatLiteral(span, Double.parseDouble(text));
        }
        if (text.length() > MAX_DIGITS) {
            tree.error(
                    span,
                    "this integer has more than " + MAX_DIGITS + " digits",
                    "write large integers in hexadecimal");
            return new Expr.IntLiteral(span, BigInteger.ZERO);
        }
        BigInteger value =
                text.length() <= 18
                        ? BigInteger.valueOf(Long.parseLong(text))
                        : new BigInteger(text);
        return new Expr.IntLiteral(span, value);
    }

    private static int radix(String text) {
        if (text.length() < 3 || text.charAt(0) != '0') {
            return 10;
        }
        return switch (text.charAt(1)) {
            case 'x', 'X' -> 16;
            case 'o', 'O' -> 8;
            case 'b', 'B' -> 2;
            default -> 10;
        };
    }

    private static boolean isFloat(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '.' || c == 'e' || c == 'E') {
                return true;
            }
        }
        return false;
    }
}
