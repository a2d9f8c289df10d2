package tritonc.codegen.stubs;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;

import tritonc.ir.diagnostic.CompilerBug;
import tritonc.ir.type.DType;

import java.math.BigInteger;

import javax.lang.model.SourceVersion;

/// Constants as signatures write them, which is as Python does, as Java expressions.
final class JavaConstants {
    private static final ClassName LITERAL = ClassName.get("tritonc.runtime", "Literal");

    private JavaConstants() {}

    static CodeBlock of(String literal) {
        return switch (literal) {
            case "None" -> CodeBlock.of("null");
            case "True" -> CodeBlock.of("true");
            case "False" -> CodeBlock.of("false");
            case "inf" -> CodeBlock.of("$T.POSITIVE_INFINITY", Double.class);
            case "-inf" -> CodeBlock.of("$T.NEGATIVE_INFINITY", Double.class);
            case "nan" -> CodeBlock.of("$T.NaN", Double.class);
            default -> other(literal);
        };
    }

    private static CodeBlock other(String literal) {
        if (literal.startsWith("'") || literal.startsWith("\"")) {
            return CodeBlock.of("$S", unquoted(literal));
        }
        DType dtype = DType.parse(literal);
        return dtype != null ? CodeBlock.of("$T.$L", DType.class, dtype.name()) : number(literal);
    }

    private static CodeBlock number(String literal) {
        try {
            BigInteger value = new BigInteger(literal);
            if (value.bitLength() < Integer.SIZE) {
                return CodeBlock.of("$L", literal);
            }
            return value.bitLength() < Long.SIZE
                    ? CodeBlock.of("$LL", literal)
                    : CodeBlock.of("new $T($S)", BigInteger.class, literal);
        } catch (NumberFormatException notWhole) {
            try {
                return CodeBlock.of("$L", Double.parseDouble(literal));
            } catch (NumberFormatException noNumber) {
                if (isTuple(literal) || isName(literal)) {
                    return CodeBlock.of("new $T($S)", LITERAL, literal);
                }
                throw new CompilerBug("stubs", "no constant: " + literal, noNumber);
            }
        }
    }

    private static boolean isTuple(String literal) {
        return literal.startsWith("(") && literal.endsWith(")");
    }

    /// Whether a literal is the name of a function.
    private static boolean isName(String literal) {
        return SourceVersion.isName(literal);
    }

    private static String unquoted(String literal) {
        StringBuilder text = new StringBuilder();
        for (int i = 1; i < literal.length() - 1; i++) {
            char c = literal.charAt(i);
            if (c == '\\' && i + 2 < literal.length()) {
                char escaped = literal.charAt(++i);
                switch (escaped) {
                    case 'n' -> text.append('\n');
                    case 'r' -> text.append('\r');
                    case 't' -> text.append('\t');
                    default -> text.append(escaped);
                }
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }
}
