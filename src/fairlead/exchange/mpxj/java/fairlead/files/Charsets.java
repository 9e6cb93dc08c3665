package fairlead.files;

import java.nio.charset.Charset;
import java.nio.charset.spi.CharsetProvider;
import java.util.Collections;
import java.util.Iterator;
import java.util.Locale;

/** Offers the character sets of this package to a Java runtime that doesn't have them. */
public final class Charsets extends CharsetProvider {
    private final Charset macRoman = new MacRoman();

    @Override
    public Iterator<Charset> charsets() {
        return Collections.singletonList(macRoman).iterator();
    }

    @Override
    public Charset charsetForName(String name) {
        String wanted = name.toLowerCase(Locale.ROOT);
        if (wanted.equals(macRoman.name().toLowerCase(Locale.ROOT))) {
            return macRoman;
        }
        for (String alias : macRoman.aliases()) {
            if (wanted.equals(alias.toLowerCase(Locale.ROOT))) {
                return macRoman;
            }
        }
        return null;
    }
}
