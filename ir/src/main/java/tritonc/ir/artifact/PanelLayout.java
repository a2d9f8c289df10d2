package tritonc.ir.artifact;

/// The memory in which the programs of a launch keep what others can use too: tiles of matrix
/// operands, side by side as products read them. [NativeFrame#PANELS] points to it.
///
/// It begins with two i64s, the address of the first byte that nobody has taken and the address
/// behind the last byte; then come [#ENTRIES] entries. An entry says where a panel is and what it
/// holds. A thread takes an entry that is of no use in this launch ([#STATE] is neither `2 · epoch`
/// nor `2 · epoch + 1`) by changing the state to `2 · epoch` in one step, and makes it `2 · epoch +
/// 1` once the panel is complete. What is complete does not change for the rest of the launch.
/// Nobody ever waits for another's panel.
public final class PanelLayout {
    /// Bytes of it all, of which the system gives only what is touched.
    public static final long BYTES = 128L << 20;

    public static final int NEXT = 0;
    public static final int LIMIT = 8;

    /// Offset of the first entry.
    public static final int TABLE = 64;

    /// A power of two.
    public static final int ENTRIES = 2048;

    public static final int ENTRY_BYTES = 64;

    /// Offsets in an entry: i64s.
    public static final int STATE = 0;

    public static final int ADDRESS = 8;

    /// Which operand of which loop.
    public static final int TAG = 16;

    /// The loop's variable in the first of the iterations.
    public static final int FIRST = 24;

    /// Up to four values that the contents depend on.
    public static final int KEYS = 32;

    /// Offset of the first panel, a multiple of 64.
    public static final int DATA = TABLE + ENTRIES * ENTRY_BYTES;

    private PanelLayout() {}
}
