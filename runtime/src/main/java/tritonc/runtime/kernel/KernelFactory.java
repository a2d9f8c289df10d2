package tritonc.runtime.kernel;

/// Makes instances of one compiled kernel, one for each worker thread.
@FunctionalInterface
public interface KernelFactory {
    /// A fresh instance with its own scratch memory, not bound yet.
    CompiledKernel create();

    /// Whether an instance gains by running many programs at once ([CompiledKernel#programs]), and
    /// none of them waits for a program behind it.
    default boolean runsRows() {
        return false;
    }

    /// Whether programs of a launch share memory, as [tritonc.ir.artifact.PanelLayout] says.
    default boolean sharesPanels() {
        return false;
    }
}
