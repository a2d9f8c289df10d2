package tritonc.runtime;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.atomic.AtomicReferenceArray;

/// A few objects that wait to be used again. Thread-safe; what finds no room is left to be
/// collected.
final class Idle<T> {
    private final AtomicReferenceArray<@Nullable T> places = new AtomicReferenceArray<>(8);

    @Nullable T take() {
        for (int i = 0; i < places.length(); i++) {
            T found = places.get(i);
            if (found != null && places.compareAndSet(i, found, null)) {
                return found;
            }
        }
        return null;
    }

    void give(T object) {
        for (int i = 0; i < places.length(); i++) {
            if (places.get(i) == null && places.compareAndSet(i, null, object)) {
                return;
            }
        }
    }
}
