package tritonc.fuzz;

import java.util.Arrays;
import java.util.SplittableRandom;

/// The decisions that make a random kernel, as a list of numbers that can be kept, replayed and
/// shrunk. A replay that runs past its end answers 0 ever after, which every user of a choice takes
/// for the simplest thing.
public final class Choices {
    private final SplittableRandom random;
    private final boolean replay;
    private int[] made;
    private int count;

    private Choices(SplittableRandom random, boolean replay, int[] made) {
        this.random = random;
        this.replay = replay;
        this.made = made;
    }

    public static Choices random(long seed) {
        return new Choices(new SplittableRandom(seed), false, new int[256]);
    }

    public static Choices replay(int[] list) {
        return new Choices(new SplittableRandom(0), true, list);
    }

    /// What was decided so far.
    public int[] list() {
        return Arrays.copyOf(made, Math.min(count, made.length));
    }

    /// One of 0 to `bound - 1`.
    public int below(int bound) {
        if (replay) {
            int at = count++;
            return at < made.length ? Math.floorMod(made[at], bound) : 0;
        }
        if (count == made.length) {
            made = Arrays.copyOf(made, count * 2);
        }
        int value = random.nextInt(bound);
        made[count++] = value;
        return value;
    }

    /// True in `percent` of 100 cases.
    public boolean chance(int percent) {
        return below(100) >= 100 - percent;
    }

    public <T> T of(T[] values) {
        return values[below(values.length)];
    }

    public int of(int[] values) {
        return values[below(values.length)];
    }
}
