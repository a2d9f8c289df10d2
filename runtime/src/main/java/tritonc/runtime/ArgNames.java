package tritonc.runtime;

import org.jspecify.annotations.Nullable;

import tritonc.ir.diagnostic.Code;
import tritonc.ir.diagnostic.Diagnostic;
import tritonc.ir.diagnostic.TritonException;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The parameters of a kernel by name, and named arguments put into their slots.
final class ArgNames {
    private final KernelDeclaration kernel;
    private final ArgCompletion completion;
    private final String[] names;

    ArgNames(KernelDeclaration kernel, ArgCompletion completion) {
        this.kernel = kernel;
        this.completion = completion;
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

    /// Puts all arguments into their slots, and where there is none what decorators set, then
    /// defaults. What is left out though the parameter has a default of a fixed signature stays
    /// unset.
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
        Map<String, String> reasons = complete(slots);
        for (int i = 0; i < names.length; i++) {
            if (slots.kinds[i] == ArgKind.UNSET && !setDefault(i, slots)) {
                faults = add(faults, missing(names[i], reasons.get(names[i])));
            }
        }
        if (faults != null) {
            throw new TritonException(faults);
        }
    }

    private boolean setDefault(int index, ArgSlots slots) {
        KernelParameter parameter = kernel.parameters().get(index);
        if (parameter.hasDefault()) {
            slots.complete(index, parameter.defaultValue());
        }
        return parameter.hasDefault() || slots.mayOmit(index);
    }

    private static List<Diagnostic> add(@Nullable List<Diagnostic> faults, Diagnostic fault) {
        List<Diagnostic> all = faults == null ? new ArrayList<>() : faults;
        all.add(fault);
        return all;
    }

    /// Whether changing an argument may change what decorators set.
    boolean isCompleted() {
        return !completion.parameters().isEmpty();
    }

    /// Sets what decorators set and nobody gave, anew if that was done before.
    ///
    /// @return why some parameters have no value
    Map<String, String> complete(ArgSlots slots) {
        Set<String> set = completion.parameters();
        boolean open = false;
        for (int i = 0; i < names.length && !set.isEmpty(); i++) {
            open |= !slots.isGiven(i) && set.contains(names[i]);
        }
        if (!open) {
            return Map.of();
        }
        Map<String, @Nullable Object> given = new LinkedHashMap<>();
        for (int i = 0; i < names.length; i++) {
            if (slots.isGiven(i)) {
                given.put(names[i], slots.value(i));
            }
        }
        ArgCompletion.Completed completed = completion.complete(given);
        completed
                .values()
                .forEach((name, value) -> {
                    int index = find(name);
                    if (index >= 0 && !slots.isGiven(index)) {
                        slots.complete(index, value);
                    }
                });
        return completed.reasons();
    }

    /// Does anew what [#complete] did.
    ///
    /// @throws TritonException if what was set cannot be set for the arguments there are now
    void completeAgain(ArgSlots slots) {
        Map<String, String> reasons = complete(slots);
        for (int i = 0; i < names.length && !reasons.isEmpty(); i++) {
            String reason = slots.isGiven(i) ? null : reasons.get(names[i]);
            if (reason != null && !kernel.parameters().get(i).hasDefault()) {
                throw new TritonException(missing(names[i], reason));
            }
        }
    }

    private Diagnostic missing(String name, @Nullable String reason) {
        Diagnostic missing =
                Diagnostic.error(
                        Code.MISSING_ARGUMENT,
                        "kernel `" + kernel.name() + "` needs an argument for `" + name + "`");
        return reason == null
                ? missing
                : missing.help("its decorator says it, but cannot be followed: " + reason);
    }

    private Diagnostic unknown(String name) {
        return Diagnostic.error(
                        Code.UNKNOWN_ARGUMENT,
                        "kernel `" + kernel.name() + "` has no parameter `" + name + "`")
                .help("its parameters are " + String.join(", ", names));
    }
}
