package tritonc.fuzz.source;

import tritonc.fuzz.Choices;
import tritonc.fuzz.RowSizes;

import java.util.Set;

/// Writes which columns of a row count: as many as in every row, or as many as the row's number or
/// a table tells, and now and then none of some rows.
final class RowTextMasks {
    private static final int[] STEPS = {1, 16, 64, 7, 30};

    /// What the table tells of a row.
    static final String TOLD = "tl.load(table + row).to(tl.int32)";

    private final Choices choices;
    private final RowSizes sizes;
    private final Set<String> traits;

    RowTextMasks(Choices choices, RowSizes sizes, Set<String> traits) {
        this.choices = choices;
        this.sizes = sizes;
        this.traits = traits;
    }

    /// The length of a row, at most that of the longest.
    String length() {
        int form = choices.below(20);
        if (form < 13) {
            return "n";
        }
        traits.add("row with a length of its own");
        int step = choices.of(STEPS);
        int some = choices.below(sizes.length() + 1);
        return switch (form) {
            case 13 -> "tl.minimum(n, " + TOLD + " * " + step + ")";
            case 14 -> "n - row * " + step;
            case 15 -> "tl.minimum(n, row * " + step + " + " + some + ")";
            case 16 -> "tl.minimum(n, row)";
            case 17 -> "n - (" + TOLD + " & 63)";
            case 18 -> "tl.minimum(" + TOLD + ", n)";
            default -> "tl.where(" + isOneOf() + ", n, " + some + ")";
        };
    }

    /// A condition that holds for some rows.
    String isOneOf() {
        String comparison = choices.of(new String[] {"<", "!=", ">=", "=="});
        return "row " + comparison + " " + choices.below(sizes.rows() + 1);
    }

    /// @param length name of the row's length
    String mask(String length, String columns) {
        String mask = columns + " < " + length;
        int form = choices.below(100);
        if (form >= 92) {
            traits.add("mask of some rows");
            return "(" + mask + ") & (" + isOneOf() + ")";
        }
        if (form >= 87) {
            String first = choices.chance(50) ? "row" : TOLD;
            return "(" + columns + " >= " + first + ") & (" + mask + ")";
        }
        return form < 70 ? mask : length + " > " + columns;
    }
}
