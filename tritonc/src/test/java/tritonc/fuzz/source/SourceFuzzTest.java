package tritonc.fuzz.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import tritonc.fuzz.Choices;
import tritonc.fuzz.Differential;
import tritonc.fuzz.Levels;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Random kernel texts compile, and run alike in every executor. `-Dfuzz.kernels=N` and
/// `-Dfuzz.seed=S` as for the random kernels without a text.
class SourceFuzzTest {
    private static final int KERNELS = Integer.getInteger("fuzz.kernels", 1200);
    private static final long FIRST = Long.getLong("fuzz.seed", 1);

    @ParameterizedTest
    @ValueSource(ints = {0, 3})
    void textsCompileAndRunAlike(int level) {
        Differential differential = Levels.differential(level);
        int kernels = level == 0 ? KERNELS / 3 : KERNELS;
        for (long seed = FIRST; seed < FIRST + kernels; seed++) {
            SourceRun.check(seed, differential);
        }
    }

    @Test
    void textsAreMadeOfEverything() {
        Map<String, Integer> counts = new TreeMap<>();
        int lines = 0;
        for (long seed = 1; seed <= 1000; seed++) {
            SourceCase made = SourceGenerator.generate(Choices.random(seed));
            made.traits().forEach(t -> counts.merge(t, 1, Integer::sum));
            lines += (int) made.text().lines().count();
        }
        System.out.println("texts: " + lines / 1000 + " lines each; in 1000 of them " + counts);
        for (String trait :
                List.of(
                        "arange",
                        "atomic",
                        "assertion",
                        "bitcast",
                        "block pointer",
                        "compare and swap",
                        "descriptor",
                        "print",
                        "branch",
                        "broadcast",
                        "call",
                        "cast",
                        "constexpr branch",
                        "dot",
                        "early return",
                        "early return of a helper",
                        "for",
                        "function as a value",
                        "lambda",
                        "integer division or shift",
                        "load",
                        "reduction",
                        "rows",
                        "row in blocks",
                        "row with a length of its own",
                        "loop over rows",
                        "scan",
                        "shape change",
                        "static_range",
                        "store",
                        "ternary",
                        "tuple",
                        "where",
                        "while")) {
            assertThat(counts.getOrDefault(trait, 0)).as(trait).isGreaterThan(30);
        }
    }
}
