package tritonc.typecheck.value;

/// Something that host code defines and a kernel cannot use: a function that is no kernel, a class,
/// a variable that only running the host code could tell.
public record HostValue(Kind kind, String name) implements PyValue {
    /// What the host code has under the name.
    public enum Kind {
        FUNCTION("host function"),
        CLASS("class"),
        VARIABLE("host variable"),
        GRAPH("graph function");

        private final String text;

        Kind(String text) {
            this.text = text;
        }
    }

    @Override
    public String describe() {
        return kind.text + " " + name;
    }
}
