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

    /// Runs some programs, one after the other, ascending.
    ///
    /// @param from the first program
    /// @param to one more than the last, of which there is at least one
    /// @throws ProgramFailure if one failed, naming it; those behind it are not run
    default void run(int worker, long from, long to) {
        for (long i = from; i < to; i++) {
            try {
                run(worker, i);
            } catch (Throwable e) {
                throw new ProgramFailure(i, e);
            }
        }
    }
}
