package tritonc.runtime.kernel;

import tritonc.ir.diagnostic.CompilerBug;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/// Turns class bytes into kernels. Each load makes a hidden class that goes away with the last
/// instance; the same bytes put into a jar as an ordinary class are found by [#find].
public final class KernelLoader {
    private static final MethodType CONSTRUCTOR = MethodType.methodType(void.class);
    private static final MethodType AS_KERNEL = MethodType.methodType(CompiledKernel.class);

    private KernelLoader() {}

    /// Defines the class as a hidden one.
    ///
    /// @param bytes a class file of this package that extends [CompiledKernel]
    /// @throws CompilerBug if the bytes are no such class
    public static KernelFactory load(byte[] bytes) {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup().defineHiddenClass(bytes, false);
            return factory(lookup, lookup.lookupClass());
        } catch (ReflectiveOperationException | LinkageError | IllegalArgumentException e) {
            throw new CompilerBug("load", "generated class is refused: " + e.getMessage(), e);
        }
    }

    /// Finds the kernel as an ordinary class on the class path.
    ///
    /// @param name binary name of the class
    /// @throws ClassNotFoundException if there is none
    public static KernelFactory find(String name, ClassLoader loader)
            throws ClassNotFoundException {
        Class<?> found = Class.forName(name, false, loader);
        try {
            return factory(MethodHandles.publicLookup(), found);
        } catch (ReflectiveOperationException e) {
            throw new ClassNotFoundException(name + " is not a compiled kernel", e);
        }
    }

    private static KernelFactory factory(MethodHandles.Lookup lookup, Class<?> kernel)
            throws ReflectiveOperationException {
        if (!CompiledKernel.class.isAssignableFrom(kernel)) {
            throw new IllegalArgumentException(kernel.getName() + " is not a compiled kernel");
        }
        MethodHandle create = lookup.findConstructor(kernel, CONSTRUCTOR).asType(AS_KERNEL);
        return new Handle(create);
    }

    private record Handle(MethodHandle constructor) implements KernelFactory {
        @Override
        public CompiledKernel create() {
            try {
                return (CompiledKernel) constructor.invokeExact();
            } catch (RuntimeException | Error e) {
                throw e;
            } catch (Throwable e) {
                throw new CompilerBug("load", "generated constructor failed", e);
            }
        }
    }
}
