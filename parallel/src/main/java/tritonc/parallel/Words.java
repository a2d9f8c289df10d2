package tritonc.parallel;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;

/// Words by which threads tell each other things, a few in a line, each line alone in its cache
/// lines: what one thread changes takes nothing else out of the caches of another. Objects of the
/// heap lie where they happen to, next to each other. All words are 0 at first.
final class Words {
    private static final VarHandle WORD = ValueLayout.JAVA_LONG.varHandle();

    /// Bytes from line to line: processors may fetch two cache lines of 64 at once.
    private static final long LINE = 128;

    private final MemorySegment memory;

    Words(int lines) {
        this.memory = Arena.ofAuto().allocate(LINE * lines, LINE);
    }

    private static long offset(int line, int word) {
        return LINE * line + (long) Long.BYTES * word;
    }

    long get(int line, int word) {
        return (long) WORD.getVolatile(memory, offset(line, word));
    }

    /// Sets a word without waiting until others can see it, which they do no later than what this
    /// thread does to memory afterwards.
    void tell(int line, int word, long value) {
        WORD.setRelease(memory, offset(line, word), value);
    }

    void set(int line, int word, long value) {
        WORD.setVolatile(memory, offset(line, word), value);
    }

    /// Adds to a word; returns what it was.
    long getAndAdd(int line, int word, long value) {
        return (long) WORD.getAndAdd(memory, offset(line, word), value);
    }

    boolean compareAndSet(int line, int word, long expected, long value) {
        return WORD.compareAndSet(memory, offset(line, word), expected, value);
    }
}
