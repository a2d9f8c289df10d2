package tritonc.typecheck.builtin;

import tritonc.typecheck.value.PyValue;

/// Calls the functions that a kernel hands to a builtin.
public interface Functions {
    /// What `function` gives: a `@triton.jit` function or a `lambda` is inlined here, a known one
    /// called.
    ///
    /// @throws tritonc.typecheck.semantic.Mistake if it is no function, or does not take the
    ///   arguments
    PyValue call(PyValue function, Call call);
}
