package tritonc.runtime.kernel;

/// The numbers `base + Σ index · stride` over all combinations of some sweeps' indices, kept as
/// their least and greatest offset from the base. A kernel fills one anew for each test; a test
/// says false where the region's numbers outgrow a `long`, and true where a sweep is empty.
public final class Region {
    private long base;
    private long low;
    private long high;
    private boolean isEmpty;
    private boolean isUnsure;

    Region() {}

    /// Begins with an address, which is read as unsigned.
    public Region start(long address) {
        startNumber(address);
        isUnsure = address < 0;
        return this;
    }

    /// Begins with a signed number.
    public Region startNumber(long number) {
        base = number;
        low = 0;
        high = 0;
        isEmpty = false;
        isUnsure = false;
        return this;
    }

    /// Adds a sweep of the index over from ≤ index < to.
    public Region sweep(long stride, long from, long to) {
        if (to <= from) {
            isEmpty = true;
            return this;
        }
        long a = scaled(stride, from);
        long b = scaled(stride, to - 1);
        low = sum(low, Math.min(a, b));
        high = sum(high, Math.max(a, b));
        return this;
    }

    private long scaled(long stride, long index) {
        long product = stride * index;
        isUnsure |= Math.multiplyHigh(stride, index) != product >> 63;
        return product;
    }

    private long sum(long a, long b) {
        long sum = a + b;
        isUnsure |= ((a ^ sum) & (b ^ sum)) < 0;
        return sum;
    }

    /// Whether all bytes of the elements, `bytes` each, lie from `start` to before `end`.
    public boolean isInside(long start, long end, int bytes) {
        if (isEmpty || isUnsure) {
            return isEmpty;
        }
        long first = sum(base - start, low);
        long last = sum(sum(base - start, high), bytes);
        return !isUnsure && first >= 0 && last <= end - start;
    }

    /// Whether every number lies in `least` to `greatest`.
    public boolean fits(long least, long greatest) {
        if (isEmpty || isUnsure) {
            return isEmpty;
        }
        long first = sum(base, low);
        long last = sum(base, high);
        return !isUnsure && first >= least && last <= greatest;
    }

    /// Whether the spans of two regions have no byte in common.
    public static boolean disjoint(Region a, Region b, int bytesA, int bytesB) {
        if (a.isEmpty || b.isEmpty) {
            return true;
        }
        long firstA = a.sum(a.base, a.low);
        long endA = a.sum(a.sum(a.base, a.high), bytesA);
        long firstB = b.sum(b.base, b.low);
        long endB = b.sum(b.sum(b.base, b.high), bytesB);
        return !a.isUnsure && !b.isUnsure && (endA <= firstB || endB <= firstA);
    }

    /// The address that the sweeps began at, for a search among storages.
    long firstByte() {
        return base + low;
    }
}
