package tritonc.fuzz;

import java.util.Arrays;
import java.util.function.Predicate;

/// Makes a failing list of choices shorter and simpler while it goes on failing: drops stretches,
/// then sets single choices to 0, then to less.
public final class Shrinker {
    private static final int MOST_TRIES = 2000;

    private final Predicate<int[]> fails;
    private int tries;

    private Shrinker(Predicate<int[]> fails) {
        this.fails = fails;
    }

    /// The least list found; `fails` is to hold for `choices` and must not throw.
    public static int[] shrink(int[] choices, Predicate<int[]> fails) {
        Shrinker shrinker = new Shrinker(fails);
        int[] best = choices;
        int before;
        do {
            before = shrinker.tries;
            int[] last = best;
            best = shrinker.lower(shrinker.drop(best));
            if (Arrays.equals(last, best)) {
                break;
            }
        } while (before < shrinker.tries && shrinker.tries < MOST_TRIES);
        return best;
    }

    private boolean fails(int[] candidate) {
        return tries++ < MOST_TRIES && fails.test(candidate);
    }

    private int[] drop(int[] choices) {
        int[] best = choices;
        for (int length = Math.max(1, best.length / 2); length >= 1; length /= 2) {
            for (int at = 0; at + length <= best.length; ) {
                int[] without = new int[best.length - length];
                System.arraycopy(best, 0, without, 0, at);
                System.arraycopy(best, at + length, without, at, without.length - at);
                if (fails(without)) {
                    best = without;
                } else {
                    at += length;
                }
            }
        }
        return best;
    }

    private int[] lower(int[] choices) {
        int[] best = choices.clone();
        for (int at = 0; at < best.length; at++) {
            for (int less : new int[] {0, best[at] / 2, best[at] - 1}) {
                if (less >= 0 && less < best[at]) {
                    int kept = best[at];
                    best[at] = less;
                    if (!fails(best.clone())) {
                        best[at] = kept;
                    }
                }
            }
        }
        return best;
    }
}
