package tritonc.typecheck.infer;

import tritonc.typecheck.value.Argument;

import java.util.List;

/// One way in which a kernel could be launched.
///
/// @param arguments one for each parameter, in order
/// @param notes what was assumed, one a parameter, such as `x_ptr: *fp32, as it is loaded from`
public record Assignment(List<Argument> arguments, List<String> notes) {
    public Assignment {
        arguments = List.copyOf(arguments);
        notes = List.copyOf(notes);
    }
}
