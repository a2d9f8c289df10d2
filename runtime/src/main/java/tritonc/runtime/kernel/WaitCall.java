package tritonc.runtime.kernel;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/// [NativeKernel#waits] as a C function, one for the life of the process. Made when the first code
/// that waits is loaded.
final class WaitCall {
    static final long ADDRESS = address();

    private WaitCall() {}

    private static long address() {
        MethodHandle waits;
        try {
            waits =
                    MethodHandles.lookup()
                            .findStatic(
                                    NativeKernel.class,
                                    "waits",
                                    MethodType.methodType(void.class, long.class));
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("the method stands in this package", e);
        }
        FunctionDescriptor type = FunctionDescriptor.ofVoid(ValueLayout.JAVA_LONG);
        return Linker.nativeLinker().upcallStub(waits, type, Arena.global()).address();
    }
}
