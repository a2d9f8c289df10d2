package tritonc.frontend;

import org.jspecify.annotations.Nullable;

import tritonc.frontend.ast.Expr;
import tritonc.frontend.ast.Parameter;
import tritonc.frontend.ast.Stmt;
import tritonc.ir.diagnostic.Span;

/// What a name stands for. Aliases are already followed: `exp = tl.exp` makes `exp` a [TritonName].
public sealed interface Binding
        permits Binding.Builtin,
                Binding.Dynamic,
                Binding.External,
                Binding.FunctionParameter,
                Binding.GlobalValue,
                Binding.HostClass,
                Binding.HostFunction,
                Binding.ModuleRef,
                Binding.TritonName,
                GraphFunction,
                JitFunction {
    /// Something of Triton or of tritonc's own Python modules, under the one spelling that
    /// [TritonNames] makes of its many: `triton.language.load`, `triton.cdiv`,
    /// `triton.language.extra.libdevice.tanh`, `tritonc.graph.linear`.
    record TritonName(String path) implements Binding {}

    /// A name assigned by host code to an expression that was not evaluated.
    ///
    /// @param annotation as in `X: tl.constexpr = 3`
    /// @param scope where the names in `value` are to be looked up
    /// @param otherwise what the name stands for in a less likely arm of an `if` or `try`, for
    ///   values that cannot be told; null if there is none
    /// @param before what the name stood for before, which the name means in `value`; null if it
    ///   had no meaning
    record GlobalValue(
            String name,
            Expr value,
            @Nullable Expr annotation,
            Scope scope,
            Span span,
            @Nullable Binding otherwise,
            @Nullable Binding before)
            implements Binding {}

    /// A function that is no kernel.
    record HostFunction(Stmt.FunctionDef definition, Scope scope) implements Binding {}

    /// A class; `members` has what its body defines.
    record HostClass(Stmt.ClassDef definition, Scope scope, Scope members) implements Binding {}

    /// A module of a file; [Scope#member] of its scope has what it defines.
    record ModuleRef(LoadedModule module) implements Binding {}

    /// A name of a module that is not there as a file: `torch.iinfo`, `math.inf`.
    record External(String path) implements Binding {}

    /// A name that Python itself has: `min`, `range`, `isinstance`.
    record Builtin(String name) implements Binding {}

    /// A parameter of a host function around a kernel.
    record FunctionParameter(Parameter parameter, Stmt.FunctionDef function) implements Binding {}

    /// A name whose value only running host code could tell: a loop variable, an unpacked call, a
    /// name that is changed by `+=`.
    record Dynamic(String name, Span span) implements Binding {}
}
