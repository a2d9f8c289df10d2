package tritonc.typecheck;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What host code computes of constants, in a kernel and in a global of its file; the expected
/// values are Python's, NumPy's and PyTorch's.
class HostNumbersTest {
    private static Compiled compiled(String global, String body) {
        String text =
                """
                import math
                import numpy as np
                import torch
                import triton
                import triton.language as tl

                VALUE = tl.constexpr(%s)

                @triton.jit
                def kernel(x, n):
                %s
                """;
        String source = text.formatted(global, body.indent(4));
        return Compiled.of("k.py", source, "kernel", "*fp32, i32");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "torch.iinfo(torch.int32).min | -2147483648",
                "torch.iinfo(torch.int64).max | 9223372036854775807",
                "torch.iinfo(torch.uint8).max | 255",
                "torch.iinfo(torch.int8).bits | 8",
                "np.iinfo(np.uint32).max | 4294967295",
                "torch.finfo(torch.float16).max | 65504.0",
                "torch.finfo(torch.float16).min | -65504.0",
                "torch.finfo(torch.float32).eps | 1.1920928955078125e-07",
                "torch.finfo(torch.float32).max | 3.4028234663852886e+38",
                "torch.finfo(torch.bfloat16).max | 3.3895313892515355e+38",
                "torch.finfo(torch.float32).tiny | 1.1754943508222875e-38",
                "torch.finfo(torch.float64).max | 1.7976931348623157e+308",
                "math.log2(1024) | 10.0",
                "math.log2(0.125) | -3.0",
                "int(math.log2(4096)) | 12",
                "math.sqrt(64) | 8.0",
                "1.0 / math.sqrt(16) | 0.25",
                "math.ceil(2.5) + math.floor(-2.5) | 0",
                "math.trunc(-2.5) | -2",
                "math.gcd(12, 18) | 6",
                "math.isqrt(99) | 9",
                "math.pow(2, 10) | 1024.0",
                "math.exp(0) | 1.0",
                "math.isinf(math.inf) | True",
                "math.isnan(float('nan')) | True",
                "-math.inf < float('-inf') + 1 | False",
                "triton.next_power_of_2(100) | 128",
                "triton.cdiv(100, 32) | 4",
                "min(math.tau, 6) | 6",
                "hasattr(tl, 'load') | True",
                "hasattr(tl, 'laod') | False",
                "hasattr(tl, 'float8e4nv') | True",
                "getattr(tl, 'float16') == tl.float16 | True",
                "getattr(tl, 'float17', tl.float32) == tl.float32 | True",
                "getattr(math, 'pi') > 3 | True",
            })
    void isComputed(String expression, String expected) {
        String asserted = "tl.static_assert((%s) == " + expected + ")\ntl.store(x, 1.0)";
        Compiled inKernel = compiled("0", asserted.formatted(expression));
        assertThat(Compiled.plain(inKernel.diagnostics())).isEmpty();
        Compiled global = compiled(expression, asserted.formatted("VALUE"));
        assertThat(Compiled.plain(global.diagnostics())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "math.sqrt(n) | T0229",
                "math.sqrt(-1) | T0229",
                "math.log(0) | T0229",
                "math.log2(-2.0) | T0229",
                "math.log(2, 1) | T0229",
                "math.exp(1e9) | T0229",
                "math.ceil(math.inf) | T0229",
                "math.isqrt(-1) | T0229",
                "math.gcd(1.5, 2) | T0229",
                "math.sqrt() | T0228",
                "math.no_such(1) | T0308",
                "torch.iinfo(torch.float32) | T0229",
                "torch.finfo(torch.int32) | T0229",
                "torch.iinfo(tl.int32) | T0229",
                "torch.finfo(torch.float32).least | T0239",
                "getattr(x, 'nothing') | T0239",
                "getattr(x, n) | T0229",
                "torch.zeros(n) | T0308",
            })
    void isRefused(String expression, String code) {
        assertThat(compiled("0", "a = " + expression).error()).isEqualTo(code);
    }
}
