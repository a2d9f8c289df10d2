package tritonc.runtime.kernel;

import java.util.Arrays;

/// The storages that launches pin, sorted. They are named anew for each launch; as long as those
/// are the same as for the last one, in the same order, nothing is written that threads read.
final class LiveStorages {
    /// First bytes, ascending, of so many as [#count].
    long[] starts = new long[8];

    /// First bytes after them.
    long[] ends = new long[8];

    int count;

    /// First byte and first byte after it of what was named, in that order.
    private long[] named = new long[16];

    /// How many were named for the last launch.
    private int before;

    /// How many have been named for this one.
    private int now;

    /// Whether they differ from the last launch's.
    private boolean areOthers;

    /// Whether [#begin] was called and [#end] was not.
    private boolean isOpen;

    /// They are named from here on.
    ///
    /// @return whether anything has changed
    boolean begin() {
        now = 0;
        areOthers = false;
        boolean isUnknown = isOpen;
        if (isUnknown) {
            // the launch before failed on the way: the last one's are overwritten in part
            startOver();
        }
        isOpen = true;
        return isUnknown;
    }

    /// One is named. Twice counts once.
    ///
    /// @return whether anything has changed
    boolean add(long start, long end) {
        if (!areOthers && now < before && named[2 * now] == start && named[2 * now + 1] == end) {
            now++;
            return false;
        }
        startOver();
        if (2 * now == named.length) {
            named = Arrays.copyOf(named, 4 * now);
        }
        named[2 * now] = start;
        named[2 * now + 1] = end;
        now++;
        insert(start, end);
        return true;
    }

    /// All were named.
    ///
    /// @return whether anything has changed since it was said that something has
    boolean end() {
        boolean areFewer = !areOthers && now < before;
        if (areFewer) {
            startOver();
        }
        before = now;
        isOpen = false;
        return areFewer;
    }

    /// Sorts only what has been named so far.
    private void startOver() {
        if (areOthers) {
            return;
        }
        areOthers = true;
        count = 0;
        for (int i = 0; i < now; i++) {
            insert(named[2 * i], named[2 * i + 1]);
        }
    }

    private void insert(long start, long end) {
        int at = count;
        while (at > 0 && starts[at - 1] > start) {
            at--;
        }
        if (at > 0 && starts[at - 1] == start && ends[at - 1] == end) {
            return;
        }
        if (count == starts.length) {
            starts = Arrays.copyOf(starts, count * 2);
            ends = Arrays.copyOf(ends, count * 2);
        }
        System.arraycopy(starts, at, starts, at + 1, count - at);
        System.arraycopy(ends, at, ends, at + 1, count - at);
        starts[at] = start;
        ends[at] = end;
        count++;
    }
}
