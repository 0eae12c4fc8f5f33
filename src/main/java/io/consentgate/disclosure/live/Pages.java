package io.consentgate.disclosure.live;

import java.net.URI;

/** Fetches published pages, as somebody does who has no script and no cookie. */
interface Pages {

    /** @param allowed measured against the address and every redirect */
    Fetched fetch(URI address, AllowedHosts allowed);
}
