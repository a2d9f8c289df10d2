package tritonc.runtime.kernel;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;

/// For each thread of a launch a word that machine code looks at as its loops go round: once it is
/// not 0, the program ends early. Any thread may set one.
public final class StopWords {
    private static final VarHandle WORD = ValueLayout.JAVA_INT.varHandle();

    /// A cache line each, since they are read often.
    private static final long APART = 64;

    /// What a word is that [#set] told, and one that [#setAll] did.
    private static final int ONE = 1;

    private static final int ALL = 2;

    private final int threads;
    private final MemorySegment words;

    StopWords(int threads) {
        this.threads = threads;
        this.words = Arena.ofAuto().allocate(APART * threads, APART);
    }

    /// Tells one thread.
    public void set(int thread) {
        WORD.compareAndSet(words, APART * thread, 0, ONE);
    }

    /// Takes back what [#set] told a thread, not what [#setAll] did.
    public void recall(int thread) {
        WORD.compareAndSet(words, APART * thread, ONE, 0);
    }

    /// Whether a thread was told.
    boolean isSet(int thread) {
        return (int) WORD.getVolatile(words, APART * thread) != 0;
    }

    /// Tells all threads.
    public void setAll() {
        for (int i = 0; i < threads; i++) {
            WORD.setVolatile(words, APART * i, ALL);
        }
    }

    /// Lets all threads run. Words that are 0 are not written: their threads have them at hand.
    public void clear() {
        for (int i = 0; i < threads; i++) {
            if (isSet(i)) {
                WORD.setVolatile(words, APART * i, 0);
            }
        }
    }

    /// The address of a thread's word.
    long address(int thread) {
        return words.address() + APART * thread;
    }
}
