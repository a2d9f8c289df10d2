package tritonc.codegen.machine;

import java.util.Arrays;

/// For each register the others that moves copy it from or to, in the order of the moves.
final class Friends {
    private final int[] first;
    private final int[] others;

    /// @param moves pairs of registers, in the order of the code
    /// @param count how many numbers `moves` has
    /// @param registers one more than the number of the last register
    Friends(int[] moves, int count, int registers) {
        first = new int[registers + 1];
        others = new int[count];
        for (int i = 0; i < count; i++) {
            first[moves[i] + 1]++;
        }
        for (int r = 0; r < registers; r++) {
            first[r + 1] += first[r];
        }
        int[] next = Arrays.copyOf(first, registers);
        for (int i = 0; i < count; i++) {
            others[next[moves[i]]++] = moves[i ^ 1];
        }
    }

    /// Where the friends of a register begin; those of the next register begin where they end.
    int first(int register) {
        return first[register];
    }

    int at(int i) {
        return others[i];
    }
}
