package tritonc.cli;

import org.jspecify.annotations.Nullable;

import tritonc.frontend.Frontend;
import tritonc.frontend.ast.Expr;
import tritonc.frontend.ast.ParsedModule;
import tritonc.frontend.ast.Stmt;
import tritonc.ir.diagnostic.Code;
import tritonc.ir.diagnostic.Diagnostic;
import tritonc.ir.diagnostic.Diagnostics;
import tritonc.ir.diagnostic.SourceFile;
import tritonc.ir.diagnostic.TritonException;
import tritonc.runtime.Scalar;

import java.math.BigInteger;
import java.util.List;
import java.util.SequencedMap;

/// The text behind `-g`, computed from the arguments of the launch.
final class GridText {
    private final SequencedMap<String, @Nullable Object> arguments;

    /// @param arguments all of them, also those that defaults and decorators set
    GridText(SequencedMap<String, @Nullable Object> arguments) {
        this.arguments = arguments;
    }

    /// The one to three extents.
    ///
    /// @throws TritonException (T0903) at the part that cannot be computed
    long[] extents(String text) {
        Long plain = number(text);
        if (plain != null) {
            return new long[] {plain};
        }
        SourceFile file = new SourceFile("-g", text);
        List<Stmt> parsed =
                Frontend.parse(file, new Diagnostics()).map(ParsedModule::body).orElse(List.of());
        if (parsed.size() != 1 || !(parsed.getFirst() instanceof Stmt.ExprStmt statement)) {
            throw new TritonException(
                    Diagnostic.error(Code.BAD_GRID, "grid `" + text + "` cannot be read")
                            .help("write numbers or expressions, as in \"cdiv(n, 128),4\""));
        }
        Expr grid = statement.value();
        return new GridExpression(this::value).extents(grid);
    }

    private @Nullable Long value(String name) {
        Object value = arguments.get(name);
        return switch (value) {
            case Long l -> l;
            case BigInteger i when i.bitLength() < Long.SIZE -> i.longValue();
            case Scalar s when s.type().isInteger() -> s.longValue();
            case null, default -> null;
        };
    }

    private static @Nullable Long number(String text) {
        try {
            return Long.valueOf(text.strip());
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
