package tritonc.fuzz;

/// The sizes of a kernel over rows, so that every row fits into its tensor, mostly.
///
/// @param programs of the grid
/// @param rows of each tensor
/// @param stride elements from a row to the next
/// @param length elements of a row that count
/// @param block lanes of a tile
public record RowSizes(int programs, int rows, int stride, int length, int block) {
    /// How many of 100 kernels are over rows; `-Dfuzz.rows=100` makes no others.
    public static final int SHARE = Integer.getInteger("fuzz.rows", 12);

    /// Where programs that follow one another overlap, strips have 64 lanes.
    private static final int STRIP = 64;

    private static final int[] BLOCKS = {64, 128, 256, 512, 1024, 128, 256, 32};

    /// @param bytes of the widest element of a tensor
    public static RowSizes of(Choices choices, int bytes) {
        int block = choices.of(BLOCKS);
        int rows = 1 + choices.below(9);
        int most = GuardedPages.ROOM / bytes / rows;
        int stride = stride(choices, block, most);
        int length = length(choices, block, stride);
        return new RowSizes(programs(choices, rows), rows, stride, length, block);
    }

    private static int stride(Choices choices, int block, int most) {
        int form = choices.below(10);
        return form < 5
                ? Math.min(block, most)
                : form < 7 ? strips(choices, most) : 1 + choices.below(Math.min(most, 2 * block));
    }

    private static int length(Choices choices, int block, int stride) {
        int fits = Math.min(block, stride);
        return switch (choices.below(8)) {
            case 0, 1, 2 -> fits;
            case 3 -> stride;
            case 4, 5 -> strips(choices, fits);
            case 6 -> 1 + choices.below(stride);
            default -> 1 + choices.below(fits);
        };
    }

    /// Whole strips, if one fits.
    private static int strips(Choices choices, int most) {
        return most < STRIP ? most : STRIP * (1 + choices.below(most / STRIP));
    }

    private static int programs(Choices choices, int rows) {
        int form = choices.below(100);
        return form < 70 ? rows : form < 97 ? 1 + choices.below(rows) : rows + 1;
    }

    /// The same in a grid of a few programs, each of which has several rows.
    public RowSizes withPrograms(int few) {
        return new RowSizes(few, rows, stride, length, block);
    }
}
