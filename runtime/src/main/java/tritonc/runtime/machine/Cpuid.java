package tritonc.runtime.machine;

import tritonc.ir.target.CpuFeature;
import tritonc.ir.target.CpuInfo;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/// Asks the processor what it is, by a stub that runs CPUID and XGETBV.
///
/// Source of leaves and bits: Intel SDM, volume 2A, CPUID, and volume 1, 13.3 and 14.3 for what the
/// operating system must save.
public final class Cpuid {
    /// `push rbx; mov r8, rdx; mov eax, edi; mov ecx, esi; cpuid; mov [r8], eax; mov [r8+4], ebx;
    /// mov [r8+8], ecx; mov [r8+12], edx; pop rbx; ret`
    private static final String CPUID =
            "534989d089f889f10fa24189004189580441894808418950" + "0c5bc3";

    /// `xor ecx, ecx; xgetbv; ret`
    private static final String XGETBV = "31c90f01d0c3";

    /// Bits of XCR0: what the operating system saves of the vector registers.
    private static final int YMM_STATE = 0b110;

    private static final int ZMM_STATE = 0b1110_0110;

    private final MethodHandle cpuid;
    private final MethodHandle xgetbv;
    private final MemorySegment registers;

    private Cpuid(MethodHandle cpuid, MethodHandle xgetbv, MemorySegment registers) {
        this.cpuid = cpuid;
        this.xgetbv = xgetbv;
        this.registers = registers;
    }

    /// This machine's processor; without features where no code can be run to ask for them.
    public static CpuInfo here() {
        return Here.INFO;
    }

    private static final class Here {
        static final CpuInfo INFO = ask();
    }

    private static CpuInfo ask() {
        String architecture = System.getProperty("os.arch", "unknown");
        if (CodeMemory.unavailable() != null) {
            return new CpuInfo(architecture, "", 0, Set.of(), List.of());
        }
        HexFormat hex = HexFormat.of();
        try (Arena arena = Arena.ofConfined();
                CodeMemory a = CodeMemory.of(hex.parseHex(CPUID));
                CodeMemory b = CodeMemory.of(hex.parseHex(XGETBV))) {
            Linker linker = Linker.nativeLinker();
            FunctionDescriptor leaf =
                    FunctionDescriptor.ofVoid(
                            ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS);
            Cpuid cpu =
                    new Cpuid(
                            linker.downcallHandle(a.entry(), leaf),
                            linker.downcallHandle(
                                    b.entry(), FunctionDescriptor.of(ValueLayout.JAVA_INT)),
                            arena.allocate(ValueLayout.JAVA_INT, 4));
            return new CpuInfo(
                    architecture, cpu.model(), cpu.family(), cpu.features(), cpu.caches());
        }
    }

    /// Where a feature's bit is, and which state the operating system must save for it.
    ///
    /// @param register 0 eax, 1 ebx, 2 ecx, 3 edx
    private record Bit(
            CpuFeature feature, int leaf, int subleaf, int register, int bit, int state) {}

    private static final int EXTENDED = 0x8000_0001;

    private static final List<Bit> BITS =
            List.of(
                    new Bit(CpuFeature.SSE4_2, 1, 0, 2, 20, 0),
                    new Bit(CpuFeature.POPCNT, 1, 0, 2, 23, 0),
                    new Bit(CpuFeature.AVX, 1, 0, 2, 28, YMM_STATE),
                    new Bit(CpuFeature.F16C, 1, 0, 2, 29, YMM_STATE),
                    new Bit(CpuFeature.FMA, 1, 0, 2, 12, YMM_STATE),
                    new Bit(CpuFeature.AVX2, 7, 0, 1, 5, YMM_STATE),
                    new Bit(CpuFeature.BMI1, 7, 0, 1, 3, 0),
                    new Bit(CpuFeature.BMI2, 7, 0, 1, 8, 0),
                    new Bit(CpuFeature.LZCNT, EXTENDED, 0, 2, 5, 0),
                    new Bit(CpuFeature.AVX_VNNI, 7, 1, 0, 4, YMM_STATE),
                    new Bit(CpuFeature.AVX512F, 7, 0, 1, 16, ZMM_STATE),
                    new Bit(CpuFeature.AVX512DQ, 7, 0, 1, 17, ZMM_STATE),
                    new Bit(CpuFeature.AVX512CD, 7, 0, 1, 28, ZMM_STATE),
                    new Bit(CpuFeature.AVX512BW, 7, 0, 1, 30, ZMM_STATE),
                    new Bit(CpuFeature.AVX512VL, 7, 0, 1, 31, ZMM_STATE),
                    new Bit(CpuFeature.AVX512VBMI, 7, 0, 2, 1, ZMM_STATE),
                    new Bit(CpuFeature.AVX512_VNNI, 7, 0, 2, 11, ZMM_STATE),
                    new Bit(CpuFeature.AVX512_VPOPCNTDQ, 7, 0, 2, 14, ZMM_STATE),
                    new Bit(CpuFeature.AVX512_FP16, 7, 0, 3, 23, ZMM_STATE),
                    new Bit(CpuFeature.AVX512_BF16, 7, 1, 0, 5, ZMM_STATE));

    /// The system saves registers by XSAVE, so that XGETBV may be asked.
    private static final int OSXSAVE = 1 << 27;

    private Set<CpuFeature> features() {
        int most = leaf(0, 0)[0];
        int state = (leaf(1, 0)[2] & OSXSAVE) != 0 ? savedState() : 0;
        EnumSet<CpuFeature> found = EnumSet.noneOf(CpuFeature.class);
        for (Bit b : BITS) {
            boolean known = b.leaf() == EXTENDED || b.leaf() <= most;
            boolean saved = (state & b.state()) == b.state();
            if (known && saved && (leaf(b.leaf(), b.subleaf())[b.register()] >> b.bit() & 1) != 0) {
                found.add(b.feature());
            }
        }
        return found;
    }

    private static final int CACHES = 4;

    /// AMD's leaf of the same layout.
    private static final int CACHES_AMD = 0x8000_001D;

    private List<Long> caches() {
        List<Long> found = caches(CACHES, leaf(0, 0)[0]);
        return found.isEmpty() ? caches(CACHES_AMD, leaf(0x8000_0000, 0)[0]) : found;
    }

    private List<Long> caches(int leaf, int most) {
        List<Long> found = new ArrayList<>();
        for (int i = 0; Integer.compareUnsigned(leaf, most) <= 0 && i < 8; i++) {
            int[] r = leaf(leaf, i);
            int type = r[0] & 31;
            if (type == 0) {
                break;
            }
            boolean isForCodeOnly = type == 2;
            if (!isForCodeOnly) {
                long ways = (r[1] >>> 22) + 1L;
                long partitions = (r[1] >>> 12 & 0x3FF) + 1L;
                long line = (r[1] & 0xFFF) + 1L;
                found.add(ways * partitions * line * (r[2] + 1L));
            }
        }
        return found;
    }

    private int[] leaf(int leaf, int subleaf) {
        try {
            cpuid.invokeExact(leaf, subleaf, registers);
        } catch (Throwable e) {
            throw new IllegalStateException("cpuid", e);
        }
        return registers.toArray(ValueLayout.JAVA_INT);
    }

    private int savedState() {
        try {
            return (int) xgetbv.invokeExact();
        } catch (Throwable e) {
            throw new IllegalStateException("xgetbv", e);
        }
    }

    /// The family, to which the extended one is added where there is one.
    private int family() {
        int version = leaf(1, 0)[0];
        int base = version >> 8 & 15;
        return base == 15 ? base + (version >> 20 & 255) : base;
    }

    private String model() {
        int base = 0x8000_0000;
        if (Integer.compareUnsigned(leaf(base, 0)[0], base + 4) < 0) {
            return "";
        }
        byte[] text = new byte[48];
        for (int i = 0; i < 12; i++) {
            int word = leaf(base + 2 + i / 4, 0)[i % 4];
            for (int b = 0; b < 4; b++) {
                text[4 * i + b] = (byte) (word >> 8 * b);
            }
        }
        return new String(text, StandardCharsets.US_ASCII).replace('\0', ' ').strip();
    }
}
