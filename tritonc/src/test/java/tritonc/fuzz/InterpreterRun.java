package tritonc.fuzz;

import tritonc.ir.interpret.Argument;
import tritonc.ir.interpret.AssertFault;
import tritonc.ir.interpret.Interpreter;
import tritonc.ir.interpret.Launch;
import tritonc.ir.interpret.MemoryFault;
import tritonc.ir.interpret.StepLimit;
import tritonc.ir.interpret.Storage;
import tritonc.ir.tile.TileKernel;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/// Runs a case in the reference interpreter.
final class InterpreterRun {
    private static final long MOST_STEPS = 200_000;

    private InterpreterRun() {}

    /// @param kernel the case's kernel or what a pass made of it
    static Outcome run(FuzzCase fuzz, TileKernel kernel) {
        List<String> printed = new ArrayList<>();
        try (Arrays arrays = new Arrays(fuzz)) {
            List<Argument> arguments = new ArrayList<>();
            for (FuzzCase.Argument argument : fuzz.arguments()) {
                arguments.add(
                        switch (argument) {
                            case FuzzCase.Argument.Scalar s -> new Argument.Scalar(s.lane());
                            case FuzzCase.Argument.Pointer p -> pointer(p, arrays);
                        });
            }
            try {
                new Interpreter(kernel, printed::add)
                        .run(
                                new Launch(
                                        fuzz.gridX(),
                                        fuzz.gridY(),
                                        1,
                                        arguments,
                                        List.of(),
                                        MOST_STEPS));
            } catch (MemoryFault f) {
                MemoryFault.Access a = f.access();
                return new Outcome.Fault(a.x(), a.y(), a.op(), a.at().line(), a.lane());
            } catch (AssertFault f) {
                return new Outcome.Fault(
                        f.program(0), f.program(1), "assert", f.at().line(), f.lane());
            } catch (StepLimit e) {
                return new Outcome.TooLong();
            }
            return new Outcome.Done(arrays.lanes(), printed);
        }
    }

    private static Argument pointer(FuzzCase.Argument.Pointer p, Arrays arrays) {
        MemorySegment array = arrays.array(p.storage());
        return new Argument.Pointer(
                new Storage(array, array.address()), array.address() + p.offset());
    }
}
