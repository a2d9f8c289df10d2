package tritonc.typecheck.value;

/// A function or `lambda` of host code: it can be called on what is known at compile time, as far
/// as its text can be evaluated.
public record HostFunctionValue(HostCallable function) implements PyValue {
    @Override
    public String describe() {
        return "host function " + function.name();
    }
}
