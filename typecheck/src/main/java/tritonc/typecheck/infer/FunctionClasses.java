package tritonc.typecheck.infer;

import java.util.Set;

/// Triton's functions by how their result comes from their arguments.
final class FunctionClasses {
    /// Functions that hand on their first argument, in another shape or order.
    static final Set<String> HANDED_ON =
            Set.of(
                    "trans",
                    "permute",
                    "expand_dims",
                    "ravel",
                    "sum",
                    "cumsum",
                    "cumprod",
                    "sort",
                    "topk",
                    "flip",
                    "abs",
                    "softmax",
                    "squeeze",
                    "unsqueeze",
                    "gather",
                    "item",
                    "reduce",
                    "associative_scan",
                    "split",
                    "broadcast");

    static final Set<String> RESHAPED = Set.of("reshape", "view", "broadcast_to", "expand");

    /// Functions of several values that meet as in arithmetic.
    static final Set<String> JOINED =
            Set.of(
                    "max",
                    "min",
                    "maximum",
                    "minimum",
                    "clamp",
                    "fma",
                    "add",
                    "mul",
                    "sub",
                    "join",
                    "cat",
                    "interleave");

    static final Set<String> FLOATS =
            Set.of(
                    "exp", "exp2", "log", "log2", "sqrt", "rsqrt", "sin", "cos", "sigmoid", "erf",
                    "floor", "ceil", "div_rn", "fdiv", "sqrt_rn", "tanh");

    private FunctionClasses() {}
}
