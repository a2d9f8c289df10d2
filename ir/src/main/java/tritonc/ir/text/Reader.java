package tritonc.ir.text;

import org.jspecify.annotations.Nullable;

import tritonc.ir.diagnostic.Code;
import tritonc.ir.diagnostic.Diagnostic;
import tritonc.ir.diagnostic.Diagnostics;
import tritonc.ir.diagnostic.SourceFile;
import tritonc.ir.diagnostic.Span;
import tritonc.ir.diagnostic.TritonException;
import tritonc.ir.tile.Block;
import tritonc.ir.tile.Location;
import tritonc.ir.tile.Parameter;
import tritonc.ir.tile.Statement;
import tritonc.ir.tile.Terminator;
import tritonc.ir.tile.TileKernel;
import tritonc.ir.tile.TileOp;
import tritonc.ir.tile.Value;
import tritonc.ir.type.Type;
import tritonc.ir.verify.Verifier;
import tritonc.ir.verify.Violation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Reads the text form of one kernel. Text that is no kernel gives diagnostics with their place in
/// the text: the first fault of form ([Code#IR_TEXT]), or all broken rules of the verifier
/// ([Code#IR_INVALID]).
public final class Reader {
    private static final int DEEPEST_BLOCK = 256;
    private static final int LONGEST_CALL_CHAIN = 1000;

    private final Scanner scanner;
    private final OpReader ops;
    private final Map<Integer, Value> visible = new HashMap<>();
    private final Set<Integer> defined = new HashSet<>();
    private final IdentityHashMap<Statement, Span> spans = new IdentityHashMap<>();
    private int depth;

    private Reader(SourceFile file) {
        scanner = new Scanner(file);
        ops = new OpReader(scanner, this);
    }

    /// The kernel of `file`.
    ///
    /// @throws TritonException if the text is no sound kernel
    public static TileKernel read(SourceFile file) {
        Diagnostics found = new Diagnostics();
        TileKernel kernel = read(file, found);
        if (kernel == null) {
            throw new TritonException(found.inOrder());
        }
        return kernel;
    }

    /// The kernel of `file`, or `null` after telling `found` why there is none.
    public static @Nullable TileKernel read(SourceFile file, Diagnostics found) {
        Reader reader = new Reader(file);
        TileKernel kernel;
        try {
            kernel = reader.kernel();
        } catch (Scanner.BadText e) {
            found.add(e.diagnostic());
            return null;
        }
        List<Violation> broken = Verifier.verify(kernel);
        for (Violation violation : broken) {
            Span span =
                    violation.statement() == null ? null : reader.spans.get(violation.statement());
            found.add(
                    span == null
                            ? violation.toDiagnostic()
                            : Diagnostic.error(Code.IR_INVALID, span, violation.message()));
        }
        return broken.isEmpty() ? kernel : null;
    }

    private TileKernel kernel() {
        scanner.expectWord("kernel");
        scanner.expect("@");
        String word = scanner.word();
        String name = word.isEmpty() ? scanner.string() : word;
        List<Parameter> parameters = new ArrayList<>();
        scanner.expect("(");
        if (!scanner.accept(")")) {
            do {
                parameters.add(parameter());
            } while (scanner.accept(","));
            scanner.expect(")");
        }
        Block body = block(List.of());
        if (!scanner.atEnd()) {
            throw scanner.bad("text after the end of the kernel");
        }
        return new TileKernel(name, parameters, body);
    }

    private Parameter parameter() {
        Value value = typedValue();
        int start = scanner.here();
        scanner.expect("{");
        scanner.expectWord("name");
        scanner.expect("=");
        String name = scanner.string();
        int divisibility = 1;
        if (scanner.accept(",")) {
            scanner.expectWord("divisibility");
            scanner.expect("=");
            divisibility = scanner.integer();
        }
        scanner.expect("}");
        if (value.type().isBlock() || divisibility < 1) {
            throw scanner.badAt(start, "a parameter is no block and divisible by 1 or more");
        }
        return new Parameter(name, value, divisibility);
    }

    /// `%1: i32`, defined from here on.
    Value typedValue() {
        int start = scanner.here();
        int id = scanner.valueId();
        scanner.expect(":");
        return define(start, new Value(id, scanner.type()));
    }

    private Value define(int start, Value value) {
        if (!defined.add(value.id())) {
            throw scanner.badAt(start, value + " is defined twice");
        }
        visible.put(value.id(), value);
        return value;
    }

    /// `%1`, defined before and in sight.
    Value use() {
        int start = scanner.here();
        int id = scanner.valueId();
        Value value = visible.get(id);
        if (value == null) {
            String how = defined.contains(id) ? " is out of sight here" : " is not defined";
            throw scanner.badAt(start, "%" + id + how);
        }
        return value;
    }

    /// `{ … }`; its parameters and what it defines go out of sight at its end.
    Block block(List<Value> parameters) {
        if (++depth > DEEPEST_BLOCK) {
            throw scanner.bad("blocks nested more than " + DEEPEST_BLOCK + " deep");
        }
        int start = scanner.here();
        scanner.expect("{");
        List<Statement> statements = new ArrayList<>();
        while (!scanner.accept("}")) {
            statements.add(statement());
        }
        if (statements.isEmpty() || !(statements.getLast().op() instanceof Terminator)) {
            throw scanner.badAt(start, "a block ends with yield or condition");
        }
        for (Value p : parameters) {
            visible.remove(p.id());
        }
        for (Statement s : statements) {
            for (Value r : s.results()) {
                visible.remove(r.id());
            }
        }
        depth--;
        return new Block(parameters, statements);
    }

    private Statement statement() {
        int start = scanner.here();
        List<Integer> ids = new ArrayList<>();
        if (scanner.startsValue()) {
            do {
                ids.add(scanner.valueId());
            } while (scanner.accept(","));
            scanner.expect("=");
        }
        int opStart = scanner.here();
        OpReader.Making making = ops.read(scanner.word(), opStart);
        List<Type> types = new ArrayList<>();
        if (scanner.accept(":")) {
            do {
                types.add(scanner.type());
            } while (scanner.accept(","));
        }
        if (types.size() != ids.size()) {
            throw scanner.badAt(start, ids.size() + " results, " + types.size() + " types");
        }
        TileOp op = make(making, types, opStart);
        List<Value> results = new ArrayList<>();
        for (int i = 0; i < types.size(); i++) {
            results.add(define(start, new Value(ids.get(i), types.get(i))));
        }
        Span span = scanner.span(start);
        Location at = scanner.acceptWord("loc") ? location() : Location.NONE;
        Statement statement = new Statement(results, op, at);
        spans.put(statement, span);
        return statement;
    }

    private TileOp make(OpReader.Making making, List<Type> types, int start) {
        TileOp op;
        try {
            op = making.of(types);
        } catch (IllegalArgumentException e) {
            throw scanner.badAt(start, String.valueOf(e.getMessage()));
        }
        if (!op.resultTypes().equals(types)) {
            throw scanner.badAt(start, op.name() + " gives " + op.resultTypes() + ", not " + types);
        }
        return op;
    }

    private Location location() {
        int start = scanner.here();
        scanner.expect("(");
        List<Location> chain = new ArrayList<>();
        do {
            String file = scanner.string();
            scanner.expect(":");
            int line = scanner.integer();
            scanner.expect(":");
            chain.add(new Location(file, line, scanner.integer()));
            if (chain.size() > LONGEST_CALL_CHAIN) {
                throw scanner.badAt(start, "too many calls in one place");
            }
        } while (scanner.acceptWord("at"));
        scanner.expect(")");
        @Nullable Location at = null;
        for (Location l : chain.reversed()) {
            at = new Location(l.file(), l.line(), l.column(), at);
        }
        return at == null ? Location.NONE : at;
    }
}
