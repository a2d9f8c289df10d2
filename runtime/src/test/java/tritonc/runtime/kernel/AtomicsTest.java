package tritonc.runtime.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.lang.foreign.Arena;
import java.util.Random;
import java.util.function.IntBinaryOperator;

final class AtomicsTest {
    private static final int[] KINDS = {
        Atomics.ADD, Atomics.MAX, Atomics.MIN, Atomics.AND, Atomics.OR, Atomics.XOR, Atomics.XCHG
    };

    private static int law(int kind, int a, int b) {
        return switch (kind) {
            case Atomics.ADD -> a + b;
            case Atomics.MAX -> Math.max(a, b);
            case Atomics.MIN -> Math.min(a, b);
            case Atomics.AND -> a & b;
            case Atomics.OR -> a | b;
            case Atomics.XOR -> a ^ b;
            default -> b;
        };
    }

    /// One format of up to 16 bits, as its atomic and the way to bring a number into it.
    private interface Narrow {
        int act(long address, int value, int kind);
    }

    private static void narrow(Narrow atomic, int bytes, IntBinaryOperator wrap) {
        Random random = new Random(3);
        try (Arena arena = Arena.ofConfined()) {
            long base = arena.allocate(64, 64).address();
            for (int i = 0; i < 20_000; i++) {
                long address = base + 8 + random.nextInt(16);
                long left = Memory.getLong(address - 8);
                long right = Memory.getLong(address + bytes);
                int old = wrap.applyAsInt(bits(address, bytes), 0);
                int value = wrap.applyAsInt(random.nextInt(), 0);
                int kind = KINDS[random.nextInt(KINDS.length)];
                assertThat(atomic.act(address, value, kind)).isEqualTo(old);
                assertThat(wrap.applyAsInt(bits(address, bytes), 0))
                        .isEqualTo(wrap.applyAsInt(law(kind, old, value), 0));
                assertThat(Memory.getLong(address - 8)).isEqualTo(left);
                assertThat(Memory.getLong(address + bytes)).isEqualTo(right);
            }
        }
    }

    private static int bits(long address, int bytes) {
        return bytes == 1 ? Memory.getByte(address) : Memory.getShort(address);
    }

    @Test
    void narrowIntegersChangeAloneAtAnyAddress() {
        narrow(Atomics::i8, 1, (x, _) -> (byte) x);
        narrow(Atomics::u8, 1, (x, _) -> x & 0xFF);
        narrow(Atomics::i16, 2, (x, _) -> (short) x);
        narrow(Atomics::u16, 2, (x, _) -> x & 0xFFFF);
    }

    @Test
    void truthIsAnyByteButZero() {
        try (Arena arena = Arena.ofConfined()) {
            long at = arena.allocate(8, 8).address();
            Memory.put(at, (byte) 2);
            assertThat(Atomics.i1(at, 1, Atomics.AND)).isEqualTo(1);
            assertThat(Memory.getByte(at)).isEqualTo((byte) 1);
            assertThat(Atomics.i1(at, 1, Atomics.XOR)).isEqualTo(1);
            assertThat(Memory.getByte(at)).isEqualTo((byte) 0);
        }
    }

    @Test
    void unsignedNumbersOrderAsUnsigned() {
        try (Arena arena = Arena.ofConfined()) {
            long at = arena.allocate(16, 8).address();
            Memory.put(at, -1);
            Atomics.u32(at, 5, Atomics.MIN);
            assertThat(Memory.getInt(at)).isEqualTo(5);
            Atomics.i32(at, -7, Atomics.MIN);
            assertThat(Memory.getInt(at)).isEqualTo(-7);
            Memory.put(at, -1L);
            assertThat(Atomics.u64(at, 5, Atomics.MAX)).isEqualTo(-1L);
            assertThat(Memory.getLong(at)).isEqualTo(-1L);
            Atomics.i64(at + 1, 3, Atomics.XCHG);
            assertThat(Memory.getLong(at + 1)).isEqualTo(3);
        }
    }

    @Test
    void floatsAddAndOrderByTheLaws() {
        try (Arena arena = Arena.ofConfined()) {
            long at = arena.allocate(16, 8).address();
            Memory.put(at, Float.NaN);
            assertThat(Atomics.fp32(at, 2, Atomics.MAX)).isNaN();
            assertThat(Atomics.fp32(at, -0f, Atomics.MIN)).isEqualTo(2f);
            assertThat(Atomics.fp32(at, 0f, Atomics.MIN)).isEqualTo(-0f);
            assertThat(Atomics.fp32(at, 1.5f, Atomics.ADD)).isEqualTo(-0f);
            assertThat(Memory.getFloat(at)).isEqualTo(1.5f);
            Memory.put(at, 0L);
            Atomics.fp64(at, 0.1, Atomics.ADD);
            Atomics.fp64(at, 0.2, Atomics.ADD);
            assertThat(Memory.getDouble(at)).isEqualTo(0.1 + 0.2);
            Memory.put(at, 0L);
            Atomics.fp16(at + 2, 2048, Atomics.ADD);
            assertThat(Atomics.fp16(at + 2, 1, Atomics.ADD)).isEqualTo(2048f);
            assertThat(Atomics.fp16(at + 2, 0, Atomics.XCHG)).isEqualTo(2048f);
            Atomics.bf16(at + 2, 256, Atomics.ADD);
            Atomics.bf16(at + 2, 1, Atomics.ADD);
            assertThat(Atomics.bf16(at + 2, 0, Atomics.XCHG)).isEqualTo(256f);
            assertThat(Memory.getLong(at)).isZero();
        }
    }

    @Test
    void nothingIsLostBetweenThreads() throws InterruptedException {
        try (Arena arena = Arena.ofShared()) {
            long at = arena.allocate(64, 64).address();
            int times = 20_000;
            Thread[] threads = new Thread[3];
            for (int t = 0; t < threads.length; t++) {
                threads[t] =
                        new Thread(() -> {
                            for (int i = 0; i < times; i++) {
                                Atomics.i32(at, 1, Atomics.ADD);
                                Atomics.u8(at + 8, 1, Atomics.ADD);
                                Atomics.i16(at + 10, 1, Atomics.ADD);
                                Atomics.fp32(at + 16, 1, Atomics.ADD);
                                Atomics.fp64(at + 24, 1, Atomics.ADD);
                                Atomics.i64(at + 33, 1, Atomics.ADD);
                            }
                        });
                threads[t].start();
            }
            for (Thread thread : threads) {
                thread.join();
            }
            int all = 3 * times;
            assertThat(Memory.getInt(at)).isEqualTo(all);
            assertThat(Memory.getByte(at + 8)).isEqualTo((byte) all);
            assertThat(Memory.getShort(at + 10)).isEqualTo((short) all);
            assertThat(Memory.getFloat(at + 16)).isEqualTo(all);
            assertThat(Memory.getDouble(at + 24)).isEqualTo(all);
            assertThat(Memory.getLong(at + 33)).isEqualTo(all);
        }
    }

    /// As for every atomic: the element afterwards differs from the one before.
    @Test
    void aChangeIsOne() {
        int i32 = 5;
        int u8 = 2;
        int fp32 = 11;
        assertThat(Atomics.isChange(7, 0, Atomics.ADD, i32)).isFalse();
        assertThat(Atomics.isChange(7, 1L << 32, Atomics.ADD, i32)).isFalse();
        assertThat(Atomics.isChange(-1, 1, Atomics.ADD, i32)).isTrue();
        assertThat(Atomics.isChange(255, 256, Atomics.ADD, u8)).isFalse();
        assertThat(Atomics.isChange(7, 7, Atomics.XCHG, i32)).isFalse();
        assertThat(Atomics.isChange(7, 6, Atomics.MAX, i32)).isFalse();
        assertThat(Atomics.isChange(7, -8, Atomics.MIN, i32)).isTrue();
        assertThat(Atomics.isChange(7, 3, Atomics.OR, i32)).isFalse();
        assertThat(Atomics.isChange(7, 3, Atomics.AND, i32)).isTrue();
        assertThat(Atomics.isChange(7, 0, Atomics.XOR, i32)).isFalse();
        long one = Float.floatToRawIntBits(1);
        assertThat(Atomics.isChange(one, 0, Atomics.ADD, fp32)).isFalse();
        assertThat(Atomics.isChange(one, one, Atomics.ADD, fp32)).isTrue();
    }
}
