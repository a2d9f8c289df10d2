package tritonc.typecheck.eval;

import tritonc.frontend.ast.Parameter;
import tritonc.frontend.ast.Stmt;
import tritonc.ir.artifact.SignatureEntry;
import tritonc.ir.diagnostic.Code;
import tritonc.ir.diagnostic.Diagnostic;
import tritonc.ir.diagnostic.Diagnostics;
import tritonc.ir.tile.TileKernel;
import tritonc.ir.type.DType;
import tritonc.ir.type.PointerType;
import tritonc.typecheck.builtin.Annotations;
import tritonc.typecheck.semantic.Emitter;
import tritonc.typecheck.semantic.Growth;
import tritonc.typecheck.semantic.Semantics;
import tritonc.typecheck.value.Argument;
import tritonc.typecheck.value.BlockPointer;
import tritonc.typecheck.value.Callable;
import tritonc.typecheck.value.Constexpr;
import tritonc.typecheck.value.PyValue;
import tritonc.typecheck.value.Tensor;
import tritonc.typecheck.value.TupleValue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Evaluates a kernel for one signature.
public final class Evaluation {
    private final Semantics semantics;
    private final Diagnostics diagnostics;
    private final Statements statements;

    private Evaluation(Diagnostics diagnostics, Consumer<Stmt> reached) {
        this.diagnostics = diagnostics;
        this.semantics = Semantics.on(new Emitter(), diagnostics::print);
        References references = new References(semantics);
        Calls calls = new Calls(semantics);
        Expressions expressions = new Expressions(semantics, diagnostics, references, calls);
        this.statements = new Statements(semantics, diagnostics, expressions, reached);
        calls.statements(statements);
    }

    /// The kernel as tile IR; empty if a mistake was found, which `diagnostics` then holds. What
    /// the kernel prints by `tl.static_print` is there too.
    ///
    /// @param arguments one for each parameter, in order
    /// @param reached is told of every statement that is compiled, of helpers too, each time
    public static Optional<TileKernel> lower(
            Callable kernel,
            List<Argument> arguments,
            Diagnostics diagnostics,
            Consumer<Stmt> reached) {
        Diagnostics found = new Diagnostics();
        TileKernel lowered = new Evaluation(found, reached).kernel(kernel, arguments);
        found.printed().forEach(line -> diagnostics.print(line + "\n"));
        if (!found.hasErrors()) {
            return Optional.of(lowered);
        }
        for (Diagnostic d : found.inOrder()) {
            diagnostics.add(d);
        }
        return Optional.empty();
    }

    /// Sees a kernel being compiled.
    @FunctionalInterface
    public interface Watcher {
        /// Told of every statement before it is compiled, of helpers too, each time.
        ///
        /// @param wrong whether a mistake was found so far
        /// @return whether to go on
        boolean reached(Stmt statement, boolean wrong);
    }

    /// Thrown where a watcher has seen enough.
    private static final class Enough extends RuntimeException {
        private static final long serialVersionUID = 1;

        Enough() {
            super("enough", null, false, false);
        }
    }

    /// Compiles a kernel for what is wrong with it, which `diagnostics` then holds.
    ///
    /// @return whether it was compiled to its end
    public static boolean attempt(
            Callable kernel, List<Argument> arguments, Diagnostics diagnostics, Watcher watcher) {
        try {
            Evaluation evaluation =
                    new Evaluation(
                            diagnostics,
                            s -> {
                                if (!watcher.reached(s, diagnostics.hasErrors())) {
                                    throw new Enough();
                                }
                            });
            evaluation.kernel(kernel, arguments);
            return true;
        } catch (Enough enough) {
            return false;
        }
    }

    private TileKernel kernel(Callable kernel, List<Argument> arguments) {
        Frame frame = new Frame(kernel, 0);
        Emitter emitter = semantics.emitter();
        for (int i = 0; i < arguments.size(); i++) {
            Parameter parameter = kernel.parameters().get(i);
            emitter.at(parameter.span());
            boolean isConst = Annotations.isConst(parameter.annotation(), kernel.names());
            frame.bind(parameter.name(), value(parameter.name(), isConst, arguments.get(i)));
        }
        try {
            statements.body(kernel.body(), frame);
        } catch (Growth.TooLarge e) {
            diagnostics.add(e.diagnostic(kernel.name()));
        } catch (StackOverflowError e) {
            diagnostics.add(
                    Diagnostic.error(
                            Code.TOO_DEEP,
                            kernel.nameSpan(),
                            "kernel `" + kernel.name() + "` is nested too deep"));
        }
        return emitter.kernel(kernel.name());
    }

    /// @param isConst whether pointers must not be stored through
    private PyValue value(String name, boolean isConst, Argument argument) {
        return switch (argument) {
            case Argument.Runtime r -> {
                boolean readOnly = r.isConst() || r.type() instanceof PointerType && isConst;
                yield new Tensor(
                        semantics.emitter().parameter(name, r.type(), r.divisibility(), readOnly));
            }
            case Argument.Descriptor d -> descriptor(name, d);
            case Argument.Tuple t -> {
                List<PyValue> elements = new ArrayList<>(t.elements().size());
                for (int i = 0; i < t.elements().size(); i++) {
                    elements.add(value(name + "." + i, isConst, t.elements().get(i)));
                }
                yield new TupleValue(elements, t.fields());
            }
            case Argument.Constant c -> c.value();
            case Argument.One _ -> Constexpr.of(1);
        };
    }

    /// A descriptor of the slots that its signature entry says.
    private PyValue descriptor(String name, Argument.Descriptor of) {
        Emitter emitter = semantics.emitter();
        List<Tensor> parts = new ArrayList<>();
        SignatureEntry.Descriptor entry =
                new SignatureEntry.Descriptor(name, of.element(), of.block(), of.nan());
        for (SignatureEntry.Runtime slot : entry.slots()) {
            parts.add(
                    new Tensor(
                            emitter.parameter(
                                    slot.name(), slot.type(), slot.divisibility(), false)));
        }
        parts.add(new Tensor(emitter.constant(DType.I64, 1)));
        for (int i = 0; i < of.block().rank(); i++) {
            parts.add(new Tensor(emitter.zero(DType.I64)));
        }
        return new BlockPointer(parts, of.block(), of.nan(), true);
    }
}
