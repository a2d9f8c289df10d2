package tritonc.runtime.file;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;

import tritonc.ir.artifact.Artifact;
import tritonc.ir.artifact.KernelSignature;
import tritonc.ir.artifact.SignatureEntry;
import tritonc.ir.type.DType;
import tritonc.ir.type.ElementType;
import tritonc.ir.type.PointerType;
import tritonc.runtime.file.ArtifactFile.Unfit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// The `manifest.json` of an artifact file.
///
/// @param payloads what else the file holds, in its order
record Manifest(String target, KernelSignature signature, String compiler, List<Listed> payloads) {
    static final String NAME = "manifest.json";
    private static final int FORMAT = 1;
    private static final int MOST_BYTES = 1 << 20;
    private static final int LONGEST_NAME = 255;
    private static final int DEEPEST = 32;

    Manifest {
        payloads = List.copyOf(payloads);
    }

    /// A payload as the manifest lists it.
    record Listed(String kind, String name, String sha256) {}

    /// Whether a payload may be called so: a relative path of plain characters that climbs nowhere.
    static boolean isName(String name) {
        if (name.isEmpty() || name.length() > LONGEST_NAME || name.equals(NAME)) {
            return false;
        }
        for (String part : name.split("/", -1)) {
            if (part.isEmpty() || part.equals(".") || part.equals("..")) {
                return false;
            }
        }
        return name.chars().allMatch(Manifest::isPlain);
    }

    private static boolean isPlain(int c) {
        return Character.isLetterOrDigit(c) || "._-$/".indexOf(c) >= 0;
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    static byte[] write(Artifact artifact) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = new JsonFactory().createGenerator(bytes)) {
            KernelSignature signature = artifact.signature();
            json.writeStartObject();
            json.writeNumberField("format", FORMAT);
            json.writeStringField("compiler", artifact.compiler());
            json.writeStringField("target", artifact.target());
            json.writeStringField("kernel", signature.kernel());
            json.writeStringField("signature", signature.text());
            json.writeArrayFieldStart("parameters");
            for (SignatureEntry entry : signature.entries()) {
                parameter(json, entry);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("payloads");
            for (Artifact.Payload payload : artifact.payloads()) {
                json.writeStartObject();
                json.writeStringField("kind", payload.kind());
                json.writeStringField("name", payload.name());
                json.writeStringField("sha256", sha256(payload.bytes()));
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("memory takes every byte", e);
        }
        bytes.write('\n');
        return bytes.toByteArray();
    }

    private static void parameter(JsonGenerator json, SignatureEntry entry) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", entry.name());
        switch (entry) {
            case SignatureEntry.Runtime r -> {
                String type = r.type().toString();
                json.writeStringField("type", r.isConst() ? "*k" + type.substring(1) : type);
                json.writeNumberField("divisibility", r.divisibility());
            }
            case SignatureEntry.Descriptor d -> json.writeStringField("descriptor", d.text());
            case SignatureEntry.Tuple t -> tuple(json, t);
            case SignatureEntry.One one -> {
                json.writeStringField("type", one.type().toString());
                json.writeNumberField("value", 1);
            }
            case SignatureEntry.Constexpr c -> json.writeStringField("constexpr", c.literal());
        }
        json.writeEndObject();
    }

    private static void tuple(JsonGenerator json, SignatureEntry.Tuple tuple) throws IOException {
        json.writeArrayFieldStart("tuple");
        for (int i = 0; i < tuple.elements().size(); i++) {
            parameter(json, tuple.elements().get(i));
        }
        json.writeEndArray();
        if (!tuple.fields().isEmpty()) {
            json.writeStringField("fields", String.join(",", tuple.fields()));
        }
    }

    static Manifest parse(byte[] bytes) throws Unfit {
        if (bytes.length > MOST_BYTES) {
            throw new Unfit("has a manifest.json beyond reason");
        }
        JsonObject json = JsonObject.parse(bytes);
        if (json.number("format") != FORMAT) {
            throw new Unfit("was written by a version of tritonc that this one does not read");
        }
        List<SignatureEntry> entries = new ArrayList<>();
        for (JsonObject parameter : json.objects("parameters")) {
            entries.add(parameter(parameter, 0));
        }
        List<Listed> payloads = new ArrayList<>();
        for (JsonObject payload : json.objects("payloads")) {
            payloads.add(
                    new Listed(payload.text("kind"), payload.text("name"), payload.text("sha256")));
        }
        KernelSignature signature = new KernelSignature(json.text("kernel"), entries);
        if (!signature.text().equals(json.text("signature"))) {
            throw new Unfit("has a manifest.json that contradicts itself");
        }
        return new Manifest(json.text("target"), signature, json.text("compiler"), payloads);
    }

    private static SignatureEntry parameter(JsonObject json, int depth) throws Unfit {
        String name = json.text("name");
        if (json.has("tuple") && depth < DEEPEST) {
            return tuple(name, json, depth);
        }
        if (json.has("constexpr")) {
            return new SignatureEntry.Constexpr(name, json.text("constexpr"));
        }
        if (json.has("descriptor")) {
            SignatureEntry entry = SignatureEntry.Descriptor.parse(name, json.text("descriptor"));
            if (entry == null) {
                throw new Unfit("has a manifest.json with an unknown descriptor");
            }
            return entry;
        }
        String written = json.text("type");
        boolean isConst = written.startsWith("*k");
        ElementType type = type(isConst ? "*" + written.substring(2) : written);
        if (json.has("value")) {
            if (json.number("value") != 1) {
                throw new Unfit("has a manifest.json with a constant other than 1");
            }
            return new SignatureEntry.One(name, type);
        }
        long divisibility = json.number("divisibility");
        if (divisibility < 1 || divisibility > 1 << 20) {
            throw new Unfit("has a manifest.json with a divisibility out of range");
        }
        return new SignatureEntry.Runtime(name, type, (int) divisibility, isConst);
    }

    private static SignatureEntry tuple(String name, JsonObject json, int depth) throws Unfit {
        List<SignatureEntry> elements = new ArrayList<>();
        for (JsonObject element : json.objects("tuple")) {
            elements.add(parameter(element, depth + 1));
        }
        List<String> fields =
                json.has("fields") ? List.of(json.text("fields").split(",", -1)) : List.of();
        if (!fields.isEmpty() && fields.size() != elements.size()) {
            throw new Unfit("has a manifest.json with a tuple whose names are not its elements'");
        }
        return new SignatureEntry.Tuple(name, elements, fields);
    }

    private static ElementType type(String text) throws Unfit {
        int stars = 0;
        while (stars < text.length() && stars < 8 && text.charAt(stars) == '*') {
            stars++;
        }
        ElementType type = DType.parse(text.substring(stars));
        if (type == null) {
            throw new Unfit("has a manifest.json with an unknown type");
        }
        for (int i = 0; i < stars; i++) {
            type = new PointerType(type);
        }
        return type;
    }
}
