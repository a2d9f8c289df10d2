package tritonc.ir.artifact;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// The specialisation of a kernel: its name and one entry a parameter. Run-time arguments are
/// passed in the order of [#runtime()].
public record KernelSignature(String kernel, List<SignatureEntry> entries) {
    public KernelSignature {
        entries = List.copyOf(entries);
    }

    /// What takes a slot at launch, in order: a descriptor and a tuple take several; a
    /// [SignatureEntry.One] and a constexpr take none.
    public List<SignatureEntry.Runtime> runtime() {
        List<SignatureEntry.Runtime> slots = new ArrayList<>();
        addSlots(entries, slots);
        return slots;
    }

    private static void addSlots(List<SignatureEntry> entries, List<SignatureEntry.Runtime> slots) {
        for (SignatureEntry entry : entries) {
            switch (entry) {
                case SignatureEntry.Runtime r -> slots.add(r);
                case SignatureEntry.Descriptor d -> slots.addAll(d.slots());
                case SignatureEntry.Tuple t -> addSlots(t.elements(), slots);
                case SignatureEntry.One _, SignatureEntry.Constexpr _ -> {}
            }
        }
    }

    /// As Triton writes it: `*fp32:16, i32, 1024`.
    public String text() {
        StringBuilder text = new StringBuilder();
        for (SignatureEntry entry : entries) {
            text.append(text.isEmpty() ? "" : ", ").append(entry.text());
        }
        return text.toString();
    }

    /// The first 8 hex digits of SHA-256 over [#text()], for file names.
    public String hash8() {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            byte[] digest = sha.digest(text().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 4);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
