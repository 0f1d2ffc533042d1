import type { Locator, Page } from '@playwright/test'
import { setLanguage, t } from '../../../preload/contract/words.ts'

/** How each letter is accented, asked of the seam itself. */
const accents = (): ReadonlyMap<string, string> => {
  const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'
  setLanguage('en-XA')
  const [, ...said] = [...t(letters)]
  setLanguage('en')
  return new Map([...letters].map((letter, n) => [letter, said[n] ?? letter]))
}
const known = accents()

/** Either spelling of a letter; values, which are no language, stand bare within a text. A gap may hold the ends of texts. */
const either = (char: string): string => (char === ' ' ? '[\\s⟦⟧~]+' : known.has(char) ? `[${char}${known.get(char)}]` : char)
const begin = '^[⟦\\s]*'
const end = '[~⟧\\s]*$'

/** An English name, as a pattern that it passes in English and in pseudo English. */
export const eitherLanguage = (name: string | RegExp, exact = false): RegExp => {
  if (typeof name === 'string') {
    const text = name.replace(/[\^$.*+?()[\]{}|\\/]/g, '\\$&').replace(/\\.|./gs, (part) => either(part))
    return exact ? new RegExp(begin + text + end) : new RegExp(text, 'i')
  }
  // Escapes, classes and heads of groups are no letters.
  const source = name.source.replace(/\\.|\[[^\]]*\]|\(\?[:=!]|[\^$]|./gs, (part) => {
    if (part === '^') return begin
    if (part === '$') return end
    return part.length > 1 ? part : either(part)
  })
  return new RegExp(source, name.flags)
}

type Named = (this: unknown, ...args: unknown[]) => Locator
type Finder = Record<string, Named>

/**
 * The walk names what it presses in English. From now on every page and locator of this run also finds it in pseudo English, so that one
 * walk serves both languages and who adds to it need not think of this. Gives back how to undo it.
 */
export const findInEitherLanguage = (page: Page): (() => void) => {
  const kept: [Finder, string, Named][] = []
  const change = (finder: Finder, call: string, wrap: (original: Named) => Named): void => {
    const original = finder[call]
    if (original === undefined) throw new Error(`Playwright has no ${call}.`)
    kept.push([finder, call, original])
    finder[call] = wrap(original)
  }
  for (const one of [page, page.locator('html')]) {
    const finder = Object.getPrototypeOf(one) as Finder
    change(
      finder,
      'getByRole',
      (original) =>
        function (role, options) {
          const { name, exact, ...rest } = (options ?? {}) as { name?: string | RegExp; exact?: boolean }
          return original.call(this, role, name === undefined ? options : { ...rest, name: eitherLanguage(name, exact) })
        },
    )
    for (const call of ['getByText', 'getByLabel', 'getByPlaceholder'])
      change(
        finder,
        call,
        (original) =>
          function (text, options) {
            return original.call(this, eitherLanguage(text as string | RegExp, (options as { exact?: boolean } | undefined)?.exact))
          },
      )
  }
  return () => {
    for (const [finder, call, original] of kept) finder[call] = original
  }
}
