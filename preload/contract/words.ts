/**
 * The language seam: everything that the console says goes through `t`, in every process. The English text is the key.
 * A process speaks one language for its whole life (see preload/README.md), so texts of a module's top level may use `t` too.
 */

/** `en-XA` is CLDR's tag for accented English: no translation, but what one would look like. */
export const languageIds = ['en', 'en-XA'] as const
export type LanguageId = (typeof languageIds)[number]

export type Params = Readonly<Record<string, string | number | bigint | null | undefined>>

interface Slot {
  slot: string
  /** Of a plural: by category, or by number as "=0". */
  branches?: ReadonlyMap<string, Message>
}
/** Text, the figure of a plural (null), or the place of a value. */
type Piece = string | null | Slot
type Message = readonly Piece[]

interface Language {
  /** For plurals and figures. */
  locale: string
  /** What is said for an English text; without it, the text itself. */
  say?: (english: Message) => Message
}

/** Where the block ends that opens at `from` ("{"), or -1. */
const closing = (text: string, from: number): number => {
  let depth = 0
  for (let i = from; i < text.length; i++) {
    if (text[i] === '{') depth++
    if (text[i] === '}' && --depth === 0) return i
  }
  return -1
}

const branchesOf = (text: string): ReadonlyMap<string, Message> => {
  const branches = new Map<string, Message>()
  const head = /\s*(=?\w+)\s*(?=\{)/y
  for (let at = 0; ; ) {
    head.lastIndex = at
    const name = head.exec(text)?.[1]
    const end = name === undefined ? -1 : closing(text, head.lastIndex)
    if (name === undefined || end < 0) return branches
    branches.set(name, parse(text.slice(head.lastIndex + 1, end), true))
    at = end + 1
  }
}

/** Takes `{name}` and `{name, plural, one {# disk} other {# disks}}` apart; any other brace is text. */
const parse = (text: string, inPlural = false): Message => {
  const pieces: Piece[] = []
  let plain = ''
  const add = (piece: Piece): void => {
    if (plain !== '') pieces.push(plain)
    plain = ''
    pieces.push(piece)
  }
  for (let i = 0; i < text.length; i++) {
    const end = text[i] === '{' ? closing(text, i) : -1
    const inside = end < 0 ? null : /^(\w+)(?:, plural,(.+))?$/s.exec(text.slice(i + 1, end))
    if (inside) {
      const [, slot = '', branches] = inside
      add(branches === undefined ? { slot } : { slot, branches: branchesOf(branches) })
      i = end
    } else if (inPlural && text[i] === '#') add(null)
    else plain += text[i]
  }
  if (plain !== '') pieces.push(plain)
  return pieces
}

const plainLetters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'
const accentedLetters = [...'àƀĉďéƒĝĥîĵķĺḿñöþɋŕšţüṽŵẋýžÅƁĈĎÉƑĜĤÎĴĶĹḾÑÖÞɊŔŠŢÛṼŴẊÝŽ']
/** Marks of keys, as in "{Ctrl+F}", stay. */
const accentedText = (text: string): string =>
  text.replace(/\{[^{}]*\}|[a-z]/gi, (part) => (part.length > 1 ? part : (accentedLetters[plainLetters.indexOf(part)] ?? part)))
const accented = (piece: Piece): Piece => {
  if (piece === null) return piece
  if (typeof piece === 'string') return accentedText(piece)
  if (!piece.branches) return piece
  return { slot: piece.slot, branches: new Map([...piece.branches].map(([name, message]) => [name, message.map(accented)])) }
}

const lengthOf = (message: Message): number =>
  message.reduce((sum, piece) => {
    if (piece === null || typeof piece === 'string') return sum + (piece?.length ?? 0)
    return sum + Math.max(0, ...[...(piece.branches?.values() ?? [])].map(lengthOf))
  }, 0)

/** Brackets show where a text begins and ends, accents that it went through the seam; it is longer by 30 %, as many languages are. */
const pseudo = (english: Message): Message => ['⟦', ...english.map(accented), '~'.repeat(Math.ceil(lengthOf(english) * 0.3)), '⟧']

const languages: Readonly<Record<LanguageId, Language>> = {
  en: { locale: 'en-US' },
  'en-XA': { locale: 'en-US', say: pseudo },
}

/** The language of that id, else English: settings and environments hold what people typed. */
export const languageOf = (id: unknown): LanguageId => languageIds.find((known) => known === id) ?? 'en'

/** Main writes the language into the page that it serves; other processes are given it by their environment. */
const given = (): LanguageId => {
  const { document, process } = globalThis as {
    document?: { documentElement?: { lang?: string } }
    process?: { env?: Record<string, string | undefined> }
  }
  return languageOf(document?.documentElement?.lang ?? process?.env?.OFFSITE_LANGUAGE)
}

// Asked here and not by an entry, because modules of shared chunks make their captions before an entry runs.
let current: LanguageId = given()
let spoken: Language = languages[current]
let plurals = new Intl.PluralRules(spoken.locale)
let figures = new Intl.NumberFormat(spoken.locale)
/** Each text is taken apart once. */
const messages = new Map<string, Message>()
/** Texts without values, ready to show. */
const fixed = new Map<string, string>()

/** For main, which reads its settings first, and for tests. A text stays in the language that it was made in. */
export const setLanguage = (id: LanguageId): void => {
  current = id
  spoken = languages[id]
  plurals = new Intl.PluralRules(spoken.locale)
  figures = new Intl.NumberFormat(spoken.locale)
  messages.clear()
  fixed.clear()
}

export const language = (): LanguageId => current

const messageOf = (text: string): Message => {
  const known = messages.get(text)
  if (known) return known
  const english = parse(text)
  const message = spoken.say?.(english) ?? english
  messages.set(text, message)
  return message
}

const write = (message: Message, params: Params, count = 0): string => {
  let text = ''
  for (const piece of message) {
    if (typeof piece === 'string') text += piece
    else if (piece === null) text += figures.format(count)
    else if (!piece.branches) text += piece.slot in params ? params[piece.slot] : `{${piece.slot}}`
    else {
      const value = Number(params[piece.slot])
      const branch = piece.branches.get(`=${value}`) ?? piece.branches.get(plurals.select(value)) ?? piece.branches.get('other') ?? []
      text += write(branch, params, value)
    }
  }
  return text
}

/**
 * Says a text in the language of this process. `text` is the English one, a literal where it can be, so that the catalogue can be drawn
 * from the sources. `{name}` takes a value of `params`; `{n, plural, one {# disk} other {# disks}}` chooses by number, `#` is the figure.
 */
export const t = (text: string, params?: Params): string => {
  if (params !== undefined) return write(messageOf(text), params)
  if (spoken.say === undefined) return text
  let said = fixed.get(text)
  if (said === undefined) {
    said = write(messageOf(text), {})
    fixed.set(text, said)
  }
  return said
}

/** "1 disk", "3,000 disks". The catalogue holds it as one text with both forms; a language may have more. */
export const plural = (n: number, one: string, many = `${one}s`): string => t(`{n, plural, one {# ${one}} other {# ${many}}}`, { n })
