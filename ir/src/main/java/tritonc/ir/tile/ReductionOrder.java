package tritonc.ir.tile;

/// The order in which a reduction over n elements joins them. Partial j (of `lanes`) starts from
/// the kind's start (SUM: +0, PROD: 1; the other kinds: its own first element) and takes elements
/// j, j + lanes, j + 2·lanes … in ascending order; then the partials are joined by a halving tree:
/// partial j with partial j + lanes/2 for all j < lanes/2, and so on until one is left. With n ≤
/// `lanes` there are n partials. `lanes = 1` is the sequential order.
///
/// @param lanes a power of two
public record ReductionOrder(int lanes) {
    public static final ReductionOrder SEQUENTIAL = new ReductionOrder(1);

    public ReductionOrder {
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
