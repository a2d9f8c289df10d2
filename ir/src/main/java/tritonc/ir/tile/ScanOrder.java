package tritonc.ir.tile;

/// The order in which a scan over n lanes joins them, lanes being counted in its direction. They
/// are taken in blocks of min(n, `lanes`). Within a block, for d = 1, 2, 4, … below its length,
/// lane i becomes `combine(lane m, lane i)` where i has the bit d, m being the last lane before i's
/// run of d lanes, `i / d · d - 1`. Then, block by block from the second on, each lane becomes
/// `combine(last lane of the block before, lane)`. `lanes = 1` is the sequential order: lane i
/// becomes `combine(lane i - 1 of the result, lane i)`.
///
/// @param lanes a power of two
public record ScanOrder(int lanes) {
    public static final ScanOrder SEQUENTIAL = new ScanOrder(1);

    public ScanOrder {
        if (lanes < 1 || Integer.bitCount(lanes) != 1) {
            throw new IllegalArgumentException("lanes is a power of two, not " + lanes);
        }
    }

    /// `sequential` or `lanes(n)`.
    @Override
    public String toString() {
        return lanes == 1 ? "sequential" : "lanes(" + lanes + ")";
    }
}
