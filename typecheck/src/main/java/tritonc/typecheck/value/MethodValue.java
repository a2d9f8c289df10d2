package tritonc.typecheck.value;

/// `receiver.name`, to be called.
public record MethodValue(PyValue receiver, String name) implements PyValue {
    @Override
    public String describe() {
        return "method " + name + " of " + receiver.describe();
    }
}
