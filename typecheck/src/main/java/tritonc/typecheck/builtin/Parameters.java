package tritonc.typecheck.builtin;

/// The parameters of a known function, in order.
public final class Parameters {
    private final String[] names;
    private final int required;

    private Parameters(String[] names, int required) {
        this.names = names;
        this.required = required;
    }

    /// @param required how many of them, from the first, must be given
    public static Parameters of(int required, String... names) {
        return new Parameters(names, required);
    }

    int count() {
        return names.length;
    }

    String name(int index) {
        return names[index];
    }

    boolean isRequired(int index) {
        return index < required;
    }

    int index(String name) {
        for (int i = 0; i < names.length; i++) {
            if (names[i].equals(name)) {
                return i;
            }
        }
        return -1;
    }

    /// `pointer, mask=, other=`.
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < names.length; i++) {
            text.append(i == 0 ? "" : ", ").append(names[i]).append(i < required ? "" : "=");
        }
        return text.toString();
    }
}
