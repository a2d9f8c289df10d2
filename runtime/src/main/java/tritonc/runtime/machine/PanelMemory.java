package tritonc.runtime.machine;

import org.jspecify.annotations.Nullable;

import tritonc.ir.artifact.PanelLayout;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayDeque;
import java.util.Deque;

/// Memory as [PanelLayout] says, lent to launches. What comes back is kept for the next launch, two
/// at most, since the pages of new memory cost more than a small launch.
public final class PanelMemory {
    private static final int MOST_KEPT = 2;
    private static final Deque<PanelMemory> KEPT = new ArrayDeque<>();
    private static long epochs;

    private final MemorySegment memory;
    private long epoch;

    private PanelMemory(MemorySegment memory) {
        this.memory = memory;
    }

    /// Memory for one launch; [#giveBack] once its last program has ended.
    ///
    /// @return null if the system has none
    public static @Nullable PanelMemory lend() {
        synchronized (KEPT) {
            PanelMemory lent = KEPT.pollLast();
            if (lent == null) {
                try {
                    lent = new PanelMemory(SystemMemory.map(PanelLayout.BYTES));
                } catch (CodeMemoryException e) {
                    return null;
                }
            }
            lent.begin(++epochs);
            return lent;
        }
    }

    private void begin(long number) {
        epoch = number;
        long start = memory.address();
        memory.set(ValueLayout.JAVA_LONG, PanelLayout.NEXT, start + PanelLayout.DATA);
        memory.set(ValueLayout.JAVA_LONG, PanelLayout.LIMIT, start + PanelLayout.BYTES);
    }

    /// Takes the memory back.
    public void giveBack() {
        synchronized (KEPT) {
            if (KEPT.size() < MOST_KEPT) {
                KEPT.addLast(this);
                return;
            }
        }
        SystemMemory.unmap(memory);
    }

    /// Its first byte.
    public long address() {
        return memory.address();
    }

    /// The launch's number.
    public long epoch() {
        return epoch;
    }
}
