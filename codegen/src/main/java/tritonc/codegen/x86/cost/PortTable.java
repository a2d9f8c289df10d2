package tritonc.codegen.x86.cost;

import tritonc.codegen.x86.Insn;

/// The ports of a processor, as bits of sets.
interface PortTable {
    /// Where steps of an instruction go.
    interface Steps {
        /// @param ports one of which each step takes
        void step(int ports, double count);
    }

    /// Instructions that enter in a cycle.
    int issue();

    /// Whether an instruction enters as one, whatever its steps.
    boolean entersWhole();

    /// Ports of loads.
    int loads();

    /// Ports of stores.
    int stores();

    /// Names of the ports from the lowest bit on, those of loads and stores left out.
    String[] names();

    /// Cycles until a sum of floats is done.
    double additionLatency();

    /// The steps of a load or a store.
    void memory(boolean isStore, boolean wide, boolean isVector, Steps steps);

    /// The steps of the work itself.
    ///
    /// @param wide whether the vectors have 512 bits
    void work(Insn insn, Work work, boolean wide, Steps steps);
}
