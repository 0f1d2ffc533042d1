/**
 * The filter language of the grids and of `--where`, smallest first:
 *
 *     web                 name contains "web", upper and lower case alike
 *     web*                a `*` stands for any text and makes it the whole name
 *     os:linux            a field contains (text) or is (number, size, yes/no, choice) the value
 *     cpu>=4  os!=x       = != > < >= <=; blanks around them are allowed
 *     memory>16GB         sizes carry a unit: B KB MB GB TB PB or KiB MiB GiB TiB PiB; every unit is 1,024-based,
 *                         because "GB" in VMM's files means 2^30 bytes
 *     tag=""   tag:*      the value is missing; the value is known
 *     "SQL 01"            quotes keep blanks, brackets, * and words like AND; "" inside quotes is one quote;
 *                         a quoted part may stand beside a bare one: "SQL "*
 *     a b   a AND b       both; a blank between terms means AND
 *     a OR b              either
 *     -a   NOT a          not
 *     ( )                 grouping
 *
 * Precedence, strongest first: NOT, AND (also the unwritten one), OR. A comparison with a missing value is false and
 * `!=` is its opposite, so `-os:linux` and `os!=linux` both show machines whose system is not known.
 */
export type Operator = ':' | '=' | '!=' | '>' | '<' | '>=' | '<='

/** Literal text and `null` for each `*`; never holds '' nor two neighbours of one kind. Empty = the empty value. */
export type Pieces = readonly (string | null)[]

/** `at` counts characters (UTF-16 units) of the filter from 0; `valueAt` is where the value begins. */
export type FilterNode =
  | { kind: 'all' }
  | { kind: 'and' | 'or'; terms: readonly FilterNode[] }
  | { kind: 'not'; term: FilterNode; at: number }
  | { kind: 'name'; pieces: Pieces; at: number; end: number }
  | { kind: 'compare'; field: string; operator: Operator; pieces: Pieces; at: number; valueAt: number; end: number }

export const isPlain = (pieces: Pieces): boolean => !pieces.includes(null)
export const plainText = (pieces: Pieces): string => pieces.map((piece) => piece ?? '*').join('')
