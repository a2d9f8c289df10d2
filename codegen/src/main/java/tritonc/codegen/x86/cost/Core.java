package tritonc.codegen.x86.cost;

import tritonc.ir.target.CpuFeature;
import tritonc.ir.target.CpuInfo;

import java.util.EnumSet;
import java.util.Set;

/// Processors whose ports are known.
public enum Core {
    /// Xeon of the 4th and 5th generation. Ports by Intel's Optimization Reference Manual (248966),
    /// 2.3, with port 1 closed to vectors where an instruction has 512 bits; steps of the
    /// instructions by uops.info.
    GOLDEN_COVE("Golden Cove") {
        @Override
        PortTable ports() {
            return new GoldenCove();
        }
    },
    /// EPYC of the 4th generation, whose pipes 512 bits keep for two cycles. Which pipes take an
    /// instruction was measured there: how long it takes beside products and beside sums.
    ZEN_4("Zen 4") {
        @Override
        PortTable ports() {
            return new Zen4();
        }
    },
    /// EPYC of the 5th generation, whose pipes take 512 bits at once. Measured there in the same
    /// way.
    ZEN_5("Zen 5") {
        @Override
        PortTable ports() {
            return new Zen5();
        }
    };

    /// AMD's number of the family of Zen 5; those of Zen 3 and 4 are 25.
    private static final int FAMILY_OF_ZEN_5 = 26;

    private final String text;

    Core(String text) {
        this.text = text;
    }

    /// As reports name it.
    public String text() {
        return text;
    }

    /// The table that is nearest to a processor.
    public static Core of(CpuInfo cpu) {
        if (!cpu.model().contains("AMD")) {
            return GOLDEN_COVE;
        }
        return cpu.family() >= FAMILY_OF_ZEN_5 ? ZEN_5 : ZEN_4;
    }

    /// What it has beside AVX2 and AVX-512 F, BW, DQ, VL and CD that code may ask for.
    public Set<CpuFeature> features() {
        return this == ZEN_4
                ? EnumSet.of(CpuFeature.AVX512_VNNI, CpuFeature.AVX512_BF16)
                : EnumSet.of(CpuFeature.AVX512_VNNI, CpuFeature.AVX512_BF16, CpuFeature.AVX_VNNI);
    }

    abstract PortTable ports();
}
