import * as z from 'zod'

// zod compiles parsers with `new Function`, which the page's Content-Security-Policy forbids (and reports). The page and the preload
// import this module before any schema; main and the engine do not, so that they keep the faster parsers.
z.config({ jitless: true })
