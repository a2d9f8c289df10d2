package tritonc.runtime;

import org.jspecify.annotations.Nullable;

import tritonc.ir.diagnostic.Code;
import tritonc.ir.diagnostic.Diagnostic;
import tritonc.ir.diagnostic.TritonException;

import java.util.ArrayList;
import java.util.List;

/// The parameters of a kernel by name, and named arguments put into their slots.
final class ArgNames {
    private final KernelDeclaration kernel;
    private final String[] names;

    ArgNames(KernelDeclaration kernel) {
        this.kernel = kernel;
        this.names = new String[kernel.parameters().size()];
        for (int i = 0; i < names.length; i++) {
            // most callers name parameters by literals, which are interned: then == finds them
            names[i] = kernel.parameters().get(i).name().intern();
        }
    }

    int count() {
        return names.length;
    }

    /// The index of the parameter, or -1.
    int find(String name) {
        for (int i = 0; i < names.length; i++) {
            if (names[i] == name) {
                return i;
            }
        }
        for (int i = 0; i < names.length; i++) {
            if (names[i].equals(name)) {
                return i;
            }
        }
        return -1;
    }

    /// The index of the parameter.
    ///
    /// @throws TritonException with [Code#UNKNOWN_ARGUMENT] if there is none
    int index(String name) {
        int index = find(name);
        if (index < 0) {
            throw new TritonException(unknown(name));
        }
        return index;
    }

    /// Puts all arguments into their slots, and defaults where there is none. What is left out
    /// though the parameter has a default of a fixed signature stays unset.
    ///
    /// @throws TritonException with every unknown, missing and unfit argument
    void assign(Args args, ArgSlots slots) {
        @Nullable List<Diagnostic> faults = null;
        for (int i = 0; i < args.size(); i++) {
            int index = find(args.name(i));
            if (index < 0) {
                faults = add(faults, unknown(args.name(i)));
                continue;
            }
            try {
                slots.any(index, args.value(i));
            } catch (TritonException e) {
                slots.kinds[index] = ArgKind.NONE;
                for (Diagnostic fault : e.diagnostics()) {
                    faults = add(faults, fault);
                }
            }
        }
        for (int i = 0; i < names.length; i++) {
            if (slots.kinds[i] == ArgKind.UNSET && !setDefault(i, slots)) {
                faults = add(faults, missing(names[i]));
            }
        }
        if (faults != null) {
            throw new TritonException(faults);
        }
    }

    private boolean setDefault(int index, ArgSlots slots) {
        KernelParameter parameter = kernel.parameters().get(index);
        if (parameter.hasDefault()) {
            slots.any(index, parameter.defaultValue());
        }
        return parameter.hasDefault() || slots.mayOmit(index);
    }

    private static List<Diagnostic> add(@Nullable List<Diagnostic> faults, Diagnostic fault) {
        List<Diagnostic> all = faults == null ? new ArrayList<>() : faults;
        all.add(fault);
        return all;
    }

    private Diagnostic missing(String name) {
        return Diagnostic.error(
                Code.MISSING_ARGUMENT,
                "kernel `" + kernel.name() + "` needs an argument for `" + name + "`");
    }

    private Diagnostic unknown(String name) {
        return Diagnostic.error(
                        Code.UNKNOWN_ARGUMENT,
                        "kernel `" + kernel.name() + "` has no parameter `" + name + "`")
                .help("its parameters are " + String.join(", ", names));
    }
}
