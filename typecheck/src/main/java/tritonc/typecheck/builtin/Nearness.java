package tritonc.typecheck.builtin;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// Finds the name that somebody may have meant.
public final class Nearness {
    private Nearness() {}

    /// The name with the fewest edits from `wanted`, the first of equals; null if none is near.
    public static @Nullable String nearest(String wanted, List<String> names) {
        int limit = Math.max(1, wanted.length() / 3);
        String best = null;
        for (String name : names) {
            int edits = distance(wanted, name, limit);
            if (edits <= limit && !name.equals(wanted)) {
                best = name;
                limit = edits - 1;
            }
        }
        return best;
    }

    /// Insertions, deletions, substitutions and swaps of neighbours (optimal string alignment).
    private static int distance(String a, String b, int limit) {
        if (Math.abs(a.length() - b.length()) > limit) {
            return limit + 1;
        }
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                d[i][j] = i == 0 ? j : j == 0 ? i : step(a, b, d, i, j);
            }
        }
        return d[a.length()][b.length()];
    }

    private static int step(String a, String b, int[][] d, int i, int j) {
        int same = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        int best = Math.min(d[i - 1][j - 1] + same, 1 + Math.min(d[i - 1][j], d[i][j - 1]));
        boolean swapped =
                i > 1
                        && j > 1
                        && a.charAt(i - 1) == b.charAt(j - 2)
                        && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(best, d[i - 2][j - 2] + 1) : best;
    }
}
