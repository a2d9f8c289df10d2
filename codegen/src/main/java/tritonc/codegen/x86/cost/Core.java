package tritonc.codegen.x86.cost;

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
    };

    private final String text;

    Core(String text) {
        this.text = text;
    }

    /// As reports name it.
    public String text() {
        return text;
    }

    /// The table that is nearest to a processor.
    ///
    /// @param model the maker's words for it
    public static Core of(String model) {
        return model.contains("AMD") ? ZEN_4 : GOLDEN_COVE;
    }

    abstract PortTable ports();
}
