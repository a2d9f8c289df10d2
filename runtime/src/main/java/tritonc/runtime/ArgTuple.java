package tritonc.runtime;

import org.jspecify.annotations.Nullable;

import tritonc.ir.artifact.SignatureEntry;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.UnaryOperator;

/// A tuple in the place of an argument: its elements, classified as arguments are.
final class ArgTuple {
    final ArgSlots elements;
    final List<String> fields;

    /// @param rules how each element is classified
    ArgTuple(ArgRules rules, Given given) {
        this.fields = given.fields();
        this.elements = new ArgSlots(rules, given.elements().size());
        for (int i = 0; i < given.elements().size(); i++) {
            elements.any(i, given.elements().get(i));
        }
    }

    /// A tuple as a launch gives it: a list, or a map for a named tuple.
    record Given(List<? extends @Nullable Object> elements, List<String> fields) {
        static Given of(List<? extends @Nullable Object> list) {
            return new Given(list, List.of());
        }

        static Given of(SequencedMap<?, ? extends @Nullable Object> map) {
            List<String> names = new ArrayList<>();
            map.keySet().forEach(key -> names.add(String.valueOf(key)));
            return new Given(new ArrayList<>(map.values()), List.copyOf(names));
        }

        /// What is a tuple; null for another value.
        static @Nullable Given in(@Nullable Object value) {
            return switch (value) {
                case List<?> l -> of(l);
                case SequencedMap<?, ?> m -> of(m);
                case null, default -> null;
            };
        }

        /// The same list or map of other elements.
        Object with(UnaryOperator<@Nullable Object> change) {
            List<@Nullable Object> changed = new ArrayList<>(elements.size());
            for (Object element : elements) {
                changed.add(change.apply(element));
            }
            return made(changed, fields);
        }

        /// An unchangeable copy that equals any with the same elements.
        Object copy() {
            return with(element -> {
                Given inner = in(element);
                return inner == null ? element : inner.copy();
            });
        }
    }

    private static Object made(List<? extends @Nullable Object> elements, List<String> fields) {
        if (fields.isEmpty()) {
            return Collections.unmodifiableList(elements);
        }
        SequencedMap<String, @Nullable Object> named = new LinkedHashMap<>();
        for (int i = 0; i < elements.size(); i++) {
            named.put(fields.get(i), elements.get(i));
        }
        return Collections.unmodifiableSequencedMap(named);
    }

    int hash() {
        return elements.hash() * 31 + fields.hashCode();
    }

    /// The tuple as the list or map that it was given as.
    Object value() {
        List<@Nullable Object> values = new ArrayList<>();
        for (int i = 0; i < elements.kinds.length; i++) {
            values.add(elements.value(i));
        }
        return made(values, fields);
    }

    SignatureEntry entry(String name) {
        List<SignatureEntry> entries = new ArrayList<>();
        for (int i = 0; i < elements.kinds.length; i++) {
            entries.add(elements.entry(name + "." + i, i));
        }
        return new SignatureEntry.Tuple(name, entries, fields);
    }

    /// Gives a launch the elements.
    ///
    /// @return the slot behind them
    int pass(int slot, Executable.Launch launch) {
        int next = slot;
        for (int i = 0; i < elements.kinds.length; i++) {
            next = elements.pass(i, next, launch);
        }
        return next;
    }

    /// What code is compiled for.
    Key key() {
        return new Key(new ArgKey(elements), fields);
    }

    /// The part of a tuple that code is compiled for.
    record Key(ArgKey elements, List<String> fields) {
        boolean fits(@Nullable Object argument) {
            return argument instanceof ArgTuple t
                    && fields.equals(t.fields)
                    && elements.fits(t.elements.hash(), t.elements);
        }
    }

    /// Whether names can be those of a named tuple: identifiers, each another.
    static boolean areFields(Map<?, ?> map) {
        return !map.isEmpty()
                && map.keySet().stream().allMatch(k -> k instanceof String s && isIdentifier(s));
    }

    private static boolean isIdentifier(String text) {
        return !text.isEmpty()
                && Character.isUnicodeIdentifierStart(text.charAt(0)) | text.charAt(0) == '_'
                && text.chars().allMatch(Character::isUnicodeIdentifierPart);
    }
}
