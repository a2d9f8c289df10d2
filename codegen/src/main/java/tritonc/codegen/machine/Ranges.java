package tritonc.codegen.machine;

import java.util.Arrays;

/// Places in the code where a register holds something that is still wanted: ascending stretches
/// from (inclusive) to (exclusive), none touching the next.
final class Ranges {
    private int[] ends = new int[4];
    private int count;

    /// Adds a stretch; stretches come from the last to the first, and one that touches or overlaps
    /// the last added joins it.
    void addBefore(int from, int to) {
        if (count > 0 && to >= start(count - 1)) {
            ends[2 * count - 2] = Math.min(from, start(count - 1));
            ends[2 * count - 1] = Math.max(to, ends[2 * count - 1]);
            return;
        }
        if (2 * count == ends.length) {
            ends = Arrays.copyOf(ends, 4 * count);
        }
        ends[2 * count] = from;
        ends[2 * count + 1] = to;
        count++;
    }

    /// Moves the start of the first stretch: the value is written there.
    void startAt(int at) {
        ends[2 * count - 2] = at;
    }

    private int start(int i) {
        return ends[2 * i];
    }

    boolean isEmpty() {
        return count == 0;
    }

    /// The first place.
    int start() {
        return start(count - 1);
    }

    /// How many places there are.
    int length() {
        int length = 0;
        for (int i = 0; i < count; i++) {
            length += ends[2 * i + 1] - ends[2 * i];
        }
        return length;
    }

    boolean contains(int place) {
        for (int i = 0; i < count; i++) {
            if (ends[2 * i] <= place && place < ends[2 * i + 1]) {
                return true;
            }
        }
        return false;
    }

    /// Whether both have a place in common.
    boolean overlaps(Ranges other) {
        int a = count - 1;
        int b = other.count - 1;
        while (a >= 0 && b >= 0) {
            if (ends[2 * a + 1] <= other.ends[2 * b]) {
                a--;
            } else if (other.ends[2 * b + 1] <= ends[2 * a]) {
                b--;
            } else {
                return true;
            }
        }
        return false;
    }

    /// All places of both, which have none in common.
    void join(Ranges other) {
        int[] all = new int[2 * (count + other.count)];
        int a = 0;
        int b = 0;
        int size = 0;
        while (a < count || b < other.count) {
            boolean mine = b == other.count || a < count && ends[2 * a] > other.ends[2 * b];
            int[] from = mine ? ends : other.ends;
            int at = mine ? a++ : b++;
            if (size > 0 && all[2 * size - 2] == from[2 * at + 1]) {
                all[2 * size - 2] = from[2 * at];
            } else {
                all[2 * size] = from[2 * at];
                all[2 * size + 1] = from[2 * at + 1];
                size++;
            }
        }
        ends = all.length == 0 ? new int[4] : all;
        count = size;
    }
}
