package tritonc.codegen.machine;

import java.util.Arrays;

/// Places in the code where a register holds something that is still wanted: stretches from
/// (inclusive) to (exclusive), none touching the next, the last of the code first.
final class Ranges {
    private int[] ends = new int[4];
    private int count;

    /// Adds a stretch; stretches come from the last to the first, and one that touches or overlaps
    /// the last added joins it.
    void addBefore(int from, int to) {
        if (count > 0 && to >= from(count - 1)) {
            ends[2 * count - 2] = Math.min(from, from(count - 1));
            ends[2 * count - 1] = Math.max(to, to(count - 1));
            return;
        }
        if (2 * count == ends.length) {
            ends = Arrays.copyOf(ends, 4 * count);
        }
        ends[2 * count] = from;
        ends[2 * count + 1] = to;
        count++;
    }

    /// The value is written at a place before all that were added, or within the last added, which
    /// then begins there. Where nobody reads it the register is overwritten all the same.
    void writtenAt(int place) {
        if (count > 0 && from(count - 1) <= place && place < to(count - 1)) {
            ends[2 * count - 2] = place;
        } else {
            addBefore(place, place + 1);
        }
    }

    /// How many stretches there are.
    int count() {
        return count;
    }

    /// Where a stretch begins.
    int from(int i) {
        return ends[2 * i];
    }

    /// Where a stretch ends: the place behind its last.
    int to(int i) {
        return ends[2 * i + 1];
    }

    boolean isEmpty() {
        return count == 0;
    }

    /// How many places there are.
    int length() {
        int length = 0;
        for (int i = 0; i < count; i++) {
            length += to(i) - from(i);
        }
        return length;
    }
}
