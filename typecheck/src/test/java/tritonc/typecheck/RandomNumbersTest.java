package tritonc.typecheck;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Random numbers asked for wrongly, and those that need no rounds.
class RandomNumbersTest {
    private static Compiled compiled(String body) {
        return Compiled.body("x, n, s", "*fp32, i32, fp32", body);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tl.rand(s, tl.arange(0, 4)) | T0229",
                "tl.rand(n, s.to(tl.float64)) | T0229",
                "tl.rand(n, x) | T0229",
                "tl.rand(n) | T0228",
                "tl.rand(n, tl.arange(0, 4), n) | T0217",
                "tl.rand(n, tl.arange(0, 4), -1) | T0229",
                "tl.randint(n, tl.arange(0, 4), 1000000000) | T0229",
                "tl.philox(n, n.to(tl.int16), n, n, n) | T0229",
                "tl.philox(n, n, n, n.to(tl.int64), n) | T0206",
                "tl.philox(n, tl.arange(0, 4), tl.arange(0, 8), n, n) | T0203",
                "tl.philox_impl(n, n, n, n, n, n) | T0229",
                "tl.uint_to_uniform_float(s) | T0229",
                "tl.uint_to_uniform_float(n.to(tl.int8)) | T0229",
                "tl.pair_uniform_to_normal(n, s.to(tl.float16)) | T0229",
            })
    void wrongCallsAreRefused(String use, String code) {
        assertThat(compiled(use + "\n").error()).isEqualTo(code);
    }

    @Test
    void noRoundsGiveTheCounters() {
        String stored = "tl.store(x, %s.to(tl.float32))\n";
        String none = "a, b, c, d = tl.philox(n, n, 0, 0, 0, n_rounds=0)\n";
        assertThat(compiled(none + stored.formatted("a")).ir()).doesNotContain("mulhi");
    }
}
