package tritonc.runtime;

import tritonc.ir.artifact.KernelSignature;

import java.util.List;

/// A kernel with one signature, loaded on a target. Thread-safe.
public interface Executable {
    KernelSignature signature();

    /// What runs, for reports, in a fixed order.
    List<Target.Fact> facts();

    /// Bytes of machine code of ours, or 0 where it runs as something else.
    long codeBytes();

    /// The place for the arguments of one launch at a time.
    Launch prepare();

    /// The arguments of a launch, in the order of [KernelSignature#runtime()], and the launch
    /// itself. It may be run again and again, with arguments changed in between, by one thread at a
    /// time; then it allocates nothing.
    interface Launch {
        /// Sets a number.
        ///
        /// @param lane as in [Scalar#lane]
        void number(int slot, long lane);

        /// Sets a pointer to the first element of `tensor`.
        void tensor(int slot, Tensor tensor);

        /// Sets a pointer to a table of addresses, which the kernel may load and reach `tensors`
        /// by.
        void table(int slot, PointerTable table);

        /// Runs all programs and returns when they have ended. Tensors stay open meanwhile.
        ///
        /// @throws tritonc.ir.diagnostic.TritonException if a tensor is closed
        /// @throws KernelFault if a program touches what lies outside its tensors; the fault is
        ///   that of the lowest such program, and stores made before remain
        void run(int x, int y, int z);

        /// Forgets the tensors, so that they may be collected.
        void clear();
    }
}
