package tritonc.runtime;

import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.Set;

/// What the decorators of a kernel set where a launch gives no value. The driver implements it.
public interface ArgCompletion {
    /// No decorator sets anything.
    ArgCompletion NOTHING = new Nothing();

    /// The parameters that decorators set.
    Set<String> parameters();

    /// Values for the parameters that a launch does not give.
    ///
    /// @param given what it gives, by parameter, each as [Args] takes it
    Completed complete(Map<String, @Nullable Object> given);

    /// What was found.
    ///
    /// @param values by parameter, each as [Args] takes it
    /// @param reasons why there is no value for a parameter, for messages
    record Completed(Map<String, @Nullable Object> values, Map<String, String> reasons) {}

    /// See [#NOTHING].
    final class Nothing implements ArgCompletion {
        private Nothing() {}

        @Override
        public Set<String> parameters() {
            return Set.of();
        }

        @Override
        public Completed complete(Map<String, @Nullable Object> given) {
            return new Completed(Map.of(), Map.of());
        }
    }
}
