package tritonc.parallel;

/// How much work pays for what it takes to share it. Work is in nanoseconds.
final class Worth {
    /// Work left that pays for waking a thread.
    private static final long WAKING = 25_000;

    /// The same where a thread looks for work already.
    private static final long CALLING = 3_000;

    /// The same where its part can be handed to it.
    private static final long HANDING = 1_500;

    /// Work that is left to the thread that has begun it: what its caches hold would have to come
    /// from there. A thread takes its part at once where that is less, as programs that run one
    /// behind the other share more than those that are called for.
    private static final long HELPING = 10_000;

    /// How much work is done between two looks at the clock.
    private static final long BETWEEN_LOOKS = 2_000;

    private static final long MOST_BETWEEN_LOOKS = 64;

    /// How much work a thread takes at once, at most.
    private static final long MOST_AT_ONCE = 200_000;

    /// How many times each thread comes back for more, at least, unless that is less than so much
    /// work at once.
    private static final int ROUNDS = 8;

    private static final long LEAST_AT_ONCE = 1_500;

    private Worth() {}

    /// Work of programs, of which each takes `each`; less than all where that is enough to know.
    static long work(long each, long programs) {
        return each * Math.min(programs, WAKING);
    }

    static boolean isWaking(long work) {
        return work >= WAKING;
    }

    static boolean isCalling(long work) {
        return work >= CALLING;
    }

    /// Whether programs are for those who have not begun with their part.
    static boolean isHelping(long each, long programs) {
        return work(each, programs) >= HELPING;
    }

    /// Whether each thread takes its part at once, and that is worth handing it over.
    ///
    /// @param most programs that a thread may take at once
    static boolean isOneTurn(long each, long programs, int parts, long most) {
        long own = (programs + parts - 1) / parts;
        return parts > 1 && own <= most && !isHelping(each, own) && work(each, programs) >= HANDING;
    }

    /// In how many shares programs are taken.
    static int shares(int threads) {
        return ROUNDS * threads;
    }

    /// How many programs a thread takes at once.
    static long atOnce(long each, long programs, int shares, long most) {
        long wanted = Math.max((programs + shares - 1) / shares, LEAST_AT_ONCE / (each + 1));
        return Math.clamp(Math.min(wanted, MOST_AT_ONCE / (each + 1)), 1, most);
    }

    /// How many programs run between two looks at the clock.
    static long step(long each) {
        return Math.clamp(BETWEEN_LOOKS / (each + 1), 1, MOST_BETWEEN_LOOKS);
    }
}
