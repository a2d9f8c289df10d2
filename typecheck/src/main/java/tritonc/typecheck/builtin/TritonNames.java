package tritonc.typecheck.builtin;

import java.util.Set;

/// Every function that `triton.language` exports, supported or not, to tell a part that is missing
/// here from a misspelt name.
///
/// Source: `python/triton/language/__init__.py` of Triton 3.7.
final class TritonNames {
    static final Set<String> LANGUAGE =
            Set.of(
                    "abs", "add", "advance", "arange", "argmax", "argmin", "associative_scan",
                    "assume", "atomic_add", "atomic_and", "atomic_cas", "atomic_max", "atomic_min",
                    "atomic_or", "atomic_xchg", "atomic_xor", "bitonic_merge", "block_type",
                    "broadcast", "broadcast_to", "cat", "cast", "cdiv", "ceil", "clamp",
                    "condition", "const", "constexpr", "cos", "cumprod", "cumsum", "debug_barrier",
                    "device_assert", "device_print", "div_rn", "dot", "dot_scaled", "dtype", "erf",
                    "exp", "exp2", "expand_dims", "expect_zero", "fdiv", "flip", "floor", "fma",
                    "full", "full_like", "gather", "histogram", "inline_asm_elementwise",
                    "interleave", "join", "load", "load_tensor_descriptor", "log", "log2",
                    "make_block_ptr", "make_tensor_descriptor", "map_elementwise", "max",
                    "max_constancy", "max_contiguous", "maximum", "min", "minimum", "mul",
                    "multiple_of", "num_programs", "pair_uniform_to_normal", "permute", "philox",
                    "philox_impl", "pointer_type", "program_id", "rand", "rand4x", "randint",
                    "randint4x", "randn", "randn4x", "range", "ravel", "reduce", "reduce_or",
                    "reshape", "rsqrt", "sigmoid", "sin", "slice", "softmax", "sort", "split",
                    "sqrt", "sqrt_rn", "squeeze", "static_assert", "static_print", "static_range",
                    "store", "store_tensor_descriptor", "sub", "sum", "swizzle2d", "target_info",
                    "tensor", "tensor_descriptor", "to_tensor", "topk", "trans", "tuple",
                    "uint_to_uniform_float", "umulhi", "unsqueeze", "view", "void", "where",
                    "xor_sum", "zeros", "zeros_like");

    private TritonNames() {}
}
