package io.consentgate.disclosure.live;

import java.net.URI;

/** Fetches what is published, as somebody does who has no script and no cookie. */
interface Pages {

    /**
     * A page, to be read.
     *
     * @param allowed measured against the address and every redirect
     */
    Fetched fetch(URI address, AllowedHosts allowed);

    /** Whatever is there, byte for byte. */
    Fetched bytes(URI address, AllowedHosts allowed);
}
