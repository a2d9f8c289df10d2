package tritonc.ir.artifact;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The bytes of a table of access sites: the payload of kind [#KIND]. Version, the distinct
/// strings, then each site with its strings as indexes. Equal tables give equal bytes.
public final class SiteTable {
    /// The kind of an artifact's payload that holds these bytes.
    public static final String KIND = "sites";

    private static final int VERSION = 0x54530001;

    private SiteTable() {}

    public static byte[] encode(List<AccessSite> sites) {
        Map<String, Integer> strings = new LinkedHashMap<>();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(body);
                DataOutputStream head = new DataOutputStream(all)) {
            out.writeInt(sites.size());
            for (AccessSite site : sites) {
                write(out, site, strings);
            }
            head.writeInt(VERSION);
            head.writeShort(strings.size());
            for (String string : strings.keySet()) {
                head.writeUTF(string);
            }
            body.writeTo(head);
        } catch (IOException e) {
            throw new UncheckedIOException("memory takes every byte", e);
        }
        return all.toByteArray();
    }

    private static void write(DataOutputStream out, AccessSite site, Map<String, Integer> strings)
            throws IOException {
        out.writeShort(index(strings, site.op()));
        out.writeShort(index(strings, site.element()));
        out.writeByte(site.bytes());
        out.writeShort(site.parameter());
        out.writeByte(site.places().size());
        for (AccessSite.Place place : site.places()) {
            out.writeShort(index(strings, place.file()));
            out.writeInt(place.line());
            out.writeInt(place.column());
        }
    }

    private static int index(Map<String, Integer> strings, String string) {
        Integer known = strings.putIfAbsent(string, strings.size());
        return known == null ? strings.size() - 1 : known;
    }

    /// Reads what [#encode] wrote.
    ///
    /// @throws IllegalArgumentException if the bytes are no such table
    public static List<AccessSite> decode(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            if (in.readInt() != VERSION) {
                throw new IllegalArgumentException("not a table of sites");
            }
            String[] strings = new String[in.readUnsignedShort()];
            for (int i = 0; i < strings.length; i++) {
                strings[i] = in.readUTF();
            }
            int count = in.readInt();
            List<AccessSite> sites = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                sites.add(read(in, strings));
            }
            if (in.read() >= 0) {
                throw new IllegalArgumentException("bytes after the table of sites");
            }
            return List.copyOf(sites);
        } catch (IOException | IndexOutOfBoundsException e) {
            throw new IllegalArgumentException("table of sites is cut off or damaged", e);
        }
    }

    private static AccessSite read(DataInputStream in, String[] strings) throws IOException {
        String op = strings[in.readUnsignedShort()];
        String element = strings[in.readUnsignedShort()];
        int bytes = in.readUnsignedByte();
        int parameter = in.readShort();
        List<AccessSite.Place> places = new ArrayList<>();
        for (int n = in.readUnsignedByte(); n > 0; n--) {
            String file = strings[in.readUnsignedShort()];
            places.add(new AccessSite.Place(file, in.readInt(), in.readInt()));
        }
        return new AccessSite(op, element, bytes, parameter, places);
    }
}
