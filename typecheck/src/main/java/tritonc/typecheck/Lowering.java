package tritonc.typecheck;

import tritonc.frontend.JitFunction;
import tritonc.frontend.Program;
import tritonc.frontend.ast.Parameter;
import tritonc.frontend.ast.Stmt;
import tritonc.ir.artifact.KernelSignature;
import tritonc.ir.artifact.SignatureEntry;
import tritonc.ir.diagnostic.Code;
import tritonc.ir.diagnostic.CompilerBug;
import tritonc.ir.diagnostic.Diagnostic;
import tritonc.ir.diagnostic.Diagnostics;
import tritonc.ir.tile.TileKernel;
import tritonc.typecheck.eval.Evaluation;
import tritonc.typecheck.names.InlinedFunction;
import tritonc.typecheck.names.ProgramNames;
import tritonc.typecheck.signature.Entries;
import tritonc.typecheck.signature.KernelParameters;
import tritonc.typecheck.signature.SignatureParser;
import tritonc.typecheck.value.Argument;
import tritonc.typecheck.value.Names;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// The door of this room for kernels: a `@triton.jit` function and a signature become tile IR.
public final class Lowering {
    private Lowering() {}

    /// Lowers a kernel.
    ///
    /// @return the kernel, verified by construction; nothing if something is wrong, and
    ///   `diagnostics` then has every mistake found
    public static Optional<TileKernel> lower(
            Program program,
            JitFunction kernel,
            KernelSignature signature,
            Diagnostics diagnostics) {
        Optional<List<Argument>> arguments = arguments(kernel, signature, diagnostics);
        return arguments.isEmpty()
                ? Optional.empty()
                : lower(program, kernel, arguments.get(), diagnostics);
    }

    /// Lowers a kernel.
    ///
    /// @param arguments one for each parameter, in order
    /// @throws IllegalArgumentException for another number of arguments
    public static Optional<TileKernel> lower(
            Program program,
            JitFunction kernel,
            List<Argument> arguments,
            Diagnostics diagnostics) {
        return lower(program, kernel, arguments, diagnostics, statement -> {});
    }

    /// Lowers a kernel and tells which statements were compiled: an `if` on what is known at
    /// compile time leaves one of its branches out.
    ///
    /// @param reached is given the statements of the kernel and of its helpers, each as often as it
    ///   is compiled
    public static Optional<TileKernel> lower(
            Program program,
            JitFunction kernel,
            List<Argument> arguments,
            Diagnostics diagnostics,
            Consumer<Stmt> reached) {
        InlinedFunction function = new ProgramNames().function(kernel);
        if (arguments.size() != function.parameters().size()) {
            throw new IllegalArgumentException(
                    arguments.size() + " arguments for " + function.parameters().size());
        }
        if (variadic(function, diagnostics)) {
            return Optional.empty();
        }
        try {
            return Evaluation.lower(function, arguments, diagnostics, reached);
        } catch (IllegalArgumentException | ClassCastException | IndexOutOfBoundsException e) {
            throw new CompilerBug(
                    "typecheck",
                    "lowering of " + kernel.qualifiedName() + " in " + program.main().file(),
                    e);
        }
    }

    private static boolean variadic(InlinedFunction kernel, Diagnostics diagnostics) {
        boolean found = false;
        for (Parameter p : kernel.parameters()) {
            boolean variadic =
                    p.kind() == Parameter.Kind.VAR_POSITIONAL
                            || p.kind() == Parameter.Kind.VAR_KEYWORD;
            if (variadic) {
                diagnostics.add(
                        Diagnostic.error(
                                        Code.KERNEL_PARAMETER,
                                        p.span(),
                                        "a kernel cannot have a variable number of parameters")
                                .help("name each parameter"));
            }
            found |= variadic;
        }
        return found;
    }

    /// Reads a signature as `-s` gives it.
    ///
    /// @return one argument a parameter; nothing if the text is wrong, and `diagnostics` says why
    public static Optional<List<Argument>> parse(
            JitFunction kernel, String signature, Diagnostics diagnostics) {
        return SignatureParser.parse(signature, parameters(kernel), diagnostics);
    }

    /// Whether a parameter of a kernel is annotated `tl.constexpr`.
    public static boolean isConstexpr(JitFunction kernel, int parameter) {
        return parameters(kernel).isConstexpr(parameter);
    }

    /// What a parameter is compiled for where nobody gives it a value: its default, if it has one
    /// that needs no host code.
    public static Optional<Argument> byDefault(JitFunction kernel, int parameter) {
        return Optional.ofNullable(parameters(kernel).byDefault(parameter));
    }

    private static KernelParameters parameters(JitFunction kernel) {
        return new KernelParameters(new ProgramNames().function(kernel));
    }

    /// Arguments as a signature that artifacts carry.
    public static KernelSignature signature(JitFunction kernel, List<Argument> arguments) {
        List<SignatureEntry> entries = new ArrayList<>(arguments.size());
        KernelParameters parameters = parameters(kernel);
        for (int i = 0; i < arguments.size(); i++) {
            entries.add(Entries.of(parameters.name(i), arguments.get(i), parameters.names()));
        }
        return new KernelSignature(kernel.name(), entries);
    }

    /// A signature's entries as arguments; literals are read.
    private static Optional<List<Argument>> arguments(
            JitFunction kernel, KernelSignature signature, Diagnostics diagnostics) {
        int wanted = kernel.definition().parameters().size();
        if (signature.entries().size() != wanted) {
            diagnostics.add(
                    Diagnostic.error(
                            Code.SIGNATURE_COUNT,
                            kernel.definition().nameSpan(),
                            "signature has "
                                    + signature.entries().size()
                                    + " entries, but `"
                                    + kernel.name()
                                    + "` has "
                                    + wanted
                                    + " parameters"));
            return Optional.empty();
        }
        List<Argument> arguments = new ArrayList<>();
        Names names = parameters(kernel).names();
        for (SignatureEntry entry : signature.entries()) {
            Argument argument = Entries.argument(entry, names, diagnostics);
            if (argument != null) {
                arguments.add(argument);
            }
        }
        return arguments.size() == wanted ? Optional.of(arguments) : Optional.empty();
    }
}
