package tritonc.parallel;

/// What a grid of programs does.
@FunctionalInterface
public interface GridTask {
    /// Runs one program.
    ///
    /// @param worker who runs it, 0 (the caller of [GridJob#run]) to one less than
    ///   [GridRunner#threads]; no two programs of a job run at once with the same number, so that
    ///   it can choose scratch memory
    /// @param index the program, from 0
    void run(int worker, long index);
}
