package tritonc.typecheck.value;

/// A `@triton.jit` function as a value.
public record FunctionValue(Callable function) implements PyValue {
    @Override
    public String describe() {
        return "function " + function.name();
    }
}
