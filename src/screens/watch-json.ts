/** What watching the official addresses tells programs. */
import { instantText } from "../core/instant.ts"
import type { Watched } from "../watch/course.ts"
import type { ReferencedPages } from "./watch.ts"

export function watchedJson({ ended, courses, entries, incidents }: Watched): object {
  return {
    ended,
    addresses: courses.map(({ url, state, totals }) => ({ url, state, ...totals })),
    ...{ entries, incidents },
  }
}

export function referencedJson({ pages }: ReferencedPages): object {
  return {
    pages: pages.map(({ url, status, size, sha256, title, certificate, entry }) => ({
      ...{ url, status, size, sha256, title: title ?? null },
      certificate: {
        authorised: certificate.authorised,
        until: certificate.until === undefined ? null : instantText(certificate.until),
      },
      entry: entry ?? null,
    })),
  }
}
