package tritonc.ir.artifact;

import tritonc.ir.target.CpuFeature;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// What an artifact's payload of a kind such as [NativeFrame#X86_AVX512] holds: machine code, or
/// why the kernel has none. The bytes begin with a version that changes whenever [NativeFrame]
/// does. Equal payloads give equal bytes.
///
/// Machine code is run as it stands: an artifact is to be trusted as a program is.
public sealed interface NativePayload {
    /// Version of the bytes and of what code expects of its frame.
    int VERSION = 0x544E0005;

    /// Code to be called as [NativeFrame] says.
    ///
    /// @param scratch bytes of scratch memory that a thread needs
    /// @param siteParameters for each access site the run-time parameter that it is checked
    ///   against, -1 for any storage
    /// @param waits whether it calls the function at [NativeFrame#WAITS]
    /// @param sharesPanels whether programs of a launch share memory as [PanelLayout] says
    /// @param features what a processor must have for it beside those of the payload's kind
    record Code(
            byte[] code,
            long scratch,
            List<Integer> siteParameters,
            boolean waits,
            boolean sharesPanels,
            Set<CpuFeature> features)
            implements NativePayload {
        public Code {
            siteParameters = List.copyOf(siteParameters);
            EnumSet<CpuFeature> copy = EnumSet.noneOf(CpuFeature.class);
            copy.addAll(features);
            features = Collections.unmodifiableSet(copy);
        }
    }

    /// There is no code.
    ///
    /// @param why what the code generator has no code for, such as `a wait for other programs`
    record Refused(String why) implements NativePayload {}

    /// The bytes.
    default byte[] encode() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(VERSION);
            switch (this) {
                case Code c -> {
                    out.writeBoolean(true);
                    out.writeLong(c.scratch());
                    out.writeBoolean(c.waits());
                    out.writeBoolean(c.sharesPanels());
                    out.writeByte(c.features().size());
                    for (CpuFeature feature : c.features()) {
                        out.writeUTF(feature.name());
                    }
                    out.writeInt(c.siteParameters().size());
                    for (int parameter : c.siteParameters()) {
                        out.writeShort(parameter);
                    }
                    out.writeInt(c.code().length);
                    out.write(c.code());
                }
                case Refused r -> {
                    out.writeBoolean(false);
                    out.writeUTF(r.why());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("memory takes every byte", e);
        }
        return bytes.toByteArray();
    }

    /// Reads what [#encode] wrote.
    ///
    /// @throws IllegalArgumentException if the bytes are of another version or damaged
    static NativePayload decode(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            if (in.readInt() != VERSION) {
                throw new IllegalArgumentException("machine code of another version of tritonc");
            }
            if (!in.readBoolean()) {
                return new Refused(in.readUTF());
            }
            long scratch = in.readLong();
            boolean waits = in.readBoolean();
            boolean sharesPanels = in.readBoolean();
            Set<CpuFeature> features = features(in);
            int sites = in.readInt();
            if (scratch < 0 || sites < 0 || sites > bytes.length) {
                throw new IllegalArgumentException("machine code is damaged");
            }
            List<Integer> parameters = new ArrayList<>(sites);
            for (int i = 0; i < sites; i++) {
                parameters.add((int) in.readShort());
            }
            int length = in.readInt();
            if (length <= 0 || length != in.available()) {
                throw new IllegalArgumentException("machine code is cut off");
            }
            return new Code(
                    in.readNBytes(length), scratch, parameters, waits, sharesPanels, features);
        } catch (IOException e) {
            throw new IllegalArgumentException("machine code is cut off", e);
        }
    }

    private static Set<CpuFeature> features(DataInputStream in) throws IOException {
        EnumSet<CpuFeature> features = EnumSet.noneOf(CpuFeature.class);
        int count = in.readUnsignedByte();
        for (int i = 0; i < count; i++) {
            String name = in.readUTF();
            try {
                features.add(CpuFeature.valueOf(name));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("machine code needs an unknown " + name, e);
            }
        }
        return features;
    }
}
