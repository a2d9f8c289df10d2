package tritonc.benchmarks.source;

import java.util.SplittableRandom;

/// The dice of a text.
final class MixChoice {
    private final SplittableRandom random;

    MixChoice(long seed) {
        random = new SplittableRandom(seed);
    }

    /// 0 to `bound` - 1.
    int below(int bound) {
        return random.nextInt(bound);
    }

    /// Once in `times`.
    boolean chance(int times) {
        return random.nextInt(times) == 0;
    }

    String pick(String... words) {
        return words[random.nextInt(words.length)];
    }
}
