package tritonc.typecheck.eval;

import tritonc.frontend.ast.Parameter;
import tritonc.ir.diagnostic.Code;
import tritonc.ir.diagnostic.Diagnostic;
import tritonc.ir.diagnostic.Diagnostics;
import tritonc.ir.tile.TileKernel;
import tritonc.typecheck.semantic.Emitter;
import tritonc.typecheck.semantic.Semantics;
import tritonc.typecheck.value.Argument;
import tritonc.typecheck.value.Callable;
import tritonc.typecheck.value.Constexpr;
import tritonc.typecheck.value.PyValue;
import tritonc.typecheck.value.Tensor;

import java.util.List;
import java.util.Optional;

/// Evaluates a kernel for one signature.
public final class Evaluation {
    private final Semantics semantics = Semantics.on(new Emitter());
    private final Diagnostics diagnostics;
    private final Statements statements;

    private Evaluation(Diagnostics diagnostics) {
        this.diagnostics = diagnostics;
        References references = new References(semantics);
        Calls calls = new Calls(semantics);
        Expressions expressions = new Expressions(semantics, diagnostics, references, calls);
        this.statements = new Statements(semantics, diagnostics, expressions);
        calls.statements(statements);
    }

    /// The kernel as tile IR; empty if a mistake was found, which `diagnostics` then holds.
    ///
    /// @param arguments one for each parameter, in order
    public static Optional<TileKernel> lower(
            Callable kernel, List<Argument> arguments, Diagnostics diagnostics) {
        Diagnostics found = new Diagnostics();
        TileKernel lowered = new Evaluation(found).kernel(kernel, arguments);
        if (!found.hasErrors()) {
            return Optional.of(lowered);
        }
        for (Diagnostic d : found.inOrder()) {
            diagnostics.add(d);
        }
        return Optional.empty();
    }

    private TileKernel kernel(Callable kernel, List<Argument> arguments) {
        Frame frame = new Frame(kernel, 0);
        Emitter emitter = semantics.emitter();
        for (int i = 0; i < arguments.size(); i++) {
            Parameter parameter = kernel.parameters().get(i);
            emitter.at(parameter.span());
            frame.bind(parameter.name(), value(parameter.name(), arguments.get(i)));
        }
        try {
            statements.body(kernel.body(), frame);
        } catch (StackOverflowError e) {
            diagnostics.add(
                    Diagnostic.error(
                            Code.TOO_DEEP,
                            kernel.nameSpan(),
                            "kernel `" + kernel.name() + "` is nested too deep"));
        }
        return emitter.kernel(kernel.name());
    }

    private PyValue value(String name, Argument argument) {
        if (argument instanceof Argument.Runtime r) {
            Emitter emitter = semantics.emitter();
            return new Tensor(emitter.parameter(name, r.type(), r.divisibility(), r.isConst()));
        }
        return argument instanceof Argument.Constant c ? c.value() : Constexpr.of(1);
    }
}
