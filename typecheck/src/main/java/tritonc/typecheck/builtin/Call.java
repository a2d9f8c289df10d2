package tritonc.typecheck.builtin;

import org.jspecify.annotations.Nullable;

import tritonc.ir.diagnostic.Code;
import tritonc.ir.diagnostic.Span;
import tritonc.typecheck.semantic.Mistake;
import tritonc.typecheck.value.PyValue;

import java.util.ArrayList;
import java.util.List;

/// A call with its arguments evaluated.
///
/// @param name the function as the user calls it, for messages
/// @param span the whole call
/// @param keywords by-name arguments in the order of the source
public record Call(String name, Span span, List<Given> positional, List<Keyword> keywords) {
    /// An argument and its place.
    public record Given(PyValue value, Span span) {}

    /// An argument given by name.
    public record Keyword(String name, Given given) {
        public static Keyword of(String name, PyValue value, Span at) {
            return new Keyword(name, new Given(value, at));
        }
    }

    /// The same call with `first` before the other arguments, as for methods.
    public Call prepend(PyValue first, Span at) {
        List<Given> all = new ArrayList<>(positional.size() + 1);
        all.add(new Given(first, at));
        all.addAll(positional);
        return new Call(name, span, all, keywords);
    }

    /// The same call with one more argument given by name.
    public Call with(Keyword more) {
        List<Keyword> all = new ArrayList<>(keywords);
        all.add(more);
        return new Call(name, span, positional, all);
    }

    public int count() {
        return positional.size();
    }

    public @Nullable Given keyword(String wanted) {
        for (Keyword k : keywords) {
            if (k.name().equals(wanted)) {
                return k.given();
            }
        }
        return null;
    }

    /// The arguments in the order of `parameters`.
    ///
    /// @throws Mistake for one too many, one missing, one unknown
    public Bound bind(Parameters parameters) {
        @Nullable Given[] slots = new Given[parameters.count()];
        if (positional.size() > slots.length) {
            throw Mistake.at(
                            positional.get(slots.length).span(),
                            Code.ARGUMENTS,
                            "`"
                                    + name
                                    + "` takes at most "
                                    + slots.length
                                    + " arguments, not "
                                    + positional.size())
                    .help("its parameters are " + parameters);
        }
        for (int i = 0; i < positional.size(); i++) {
            slots[i] = positional.get(i);
        }
        for (Keyword k : keywords) {
            bindKeyword(k, parameters, slots);
        }
        for (int i = 0; i < slots.length; i++) {
            if (slots[i] == null && parameters.isRequired(i)) {
                throw Mistake.at(
                                span,
                                Code.ARGUMENTS,
                                "`" + name + "` lacks its argument `" + parameters.name(i) + "`")
                        .help("its parameters are " + parameters);
            }
        }
        return new Bound(this, parameters, slots);
    }

    private void bindKeyword(Keyword k, Parameters parameters, @Nullable Given[] slots) {
        int index = parameters.index(k.name());
        if (index < 0) {
            throw Mistake.at(
                            k.given().span(),
                            Code.ARGUMENTS,
                            "`" + name + "` has no parameter `" + k.name() + "`")
                    .help("its parameters are " + parameters);
        }
        if (slots[index] != null) {
            throw Mistake.at(
                    k.given().span(),
                    Code.ARGUMENTS,
                    "`" + name + "` is given `" + k.name() + "` twice");
        }
        slots[index] = k.given();
    }
}
