package tritonc.codegen.machine;

/// Places in the code where a register of the processor is taken, a bit each.
final class Places {
    private final long[] taken;

    /// @param places how many places the code has
    Places(int places) {
        taken = new long[(places >> 6) + 1];
    }

    /// Whether none of these places is taken.
    boolean isFree(Ranges ranges) {
        for (int i = 0; i < ranges.count(); i++) {
            if (!isFree(ranges.from(i), ranges.to(i))) {
                return false;
            }
        }
        return true;
    }

    private boolean isFree(int from, int to) {
        int low = from >> 6;
        int high = to - 1 >> 6;
        if (low == high) {
            return (taken[low] & begin(from) & end(to)) == 0;
        }
        if ((taken[low] & begin(from)) != 0 || (taken[high] & end(to)) != 0) {
            return false;
        }
        for (int w = low + 1; w < high; w++) {
            if (taken[w] != 0) {
                return false;
            }
        }
        return true;
    }

    void take(Ranges ranges) {
        for (int i = 0; i < ranges.count(); i++) {
            take(ranges.from(i), ranges.to(i));
        }
    }

    private void take(int from, int to) {
        int low = from >> 6;
        int high = to - 1 >> 6;
        if (low == high) {
            taken[low] |= begin(from) & end(to);
            return;
        }
        taken[low] |= begin(from);
        for (int w = low + 1; w < high; w++) {
            taken[w] = -1;
        }
        taken[high] |= end(to);
    }

    /// The places of a word from this one on.
    private static long begin(int from) {
        return -1L << from;
    }

    /// The places of a word before this one.
    private static long end(int to) {
        return -1L >>> -to;
    }
}
