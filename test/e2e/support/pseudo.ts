import type { Page } from '@playwright/test'

export interface WordsSeen {
  faults: { fault: 'bare' | 'partly bare' | 'twice'; where: string; text: string }[]
  /** What stood where values stand: the same words elsewhere are data too, as the name of an account in a dialog about it. */
  data: string[]
}

/**
 * Faults of texts and accessible names on the page while it speaks pseudo English: those that stand bare, or partly so ("⟦2 clouds⟧ of
 * Gold"), and those translated twice. Lab data stands where values stand: in cells of grids and tables, after a term of a list of
 * facts, in what people fill in, in nodes of the tree that an item of the lab made, and wherever it is marked `translate="no"`. Names
 * of products and keys, figures with their units, ids and filters are no language.
 */
export const wordsSeen = (page: Page): Promise<WordsSeen> =>
  page.evaluate(() => {
    const faults: WordsSeen['faults'] = []
    const data = new Set<string>()
    const letters = /\p{L}{2}/u
    const plain = [
      /^(Offsite Console|English|Chromium|Node\.js|HTML|JSON|Windows|Linux|PowerShell|Bicep|Resource Manager|(Microsoft )?Azure|Harbour Clinic.*)$/,
      // Keys, as they are printed on the keyboard.
      /^((Ctrl|Alt|Shift)\+)*(\S|F\d+|Enter|Esc|Tab|Space|Home|End|Up|Down|Left|Right)$/,
      /^[\d.,\s]*([KMGT]i?B|%|h|min|Mbps|Kbps)?$/,
      // Ids of rules, screens and machines, as "DISK-4K".
      /^[A-Z][A-Z\d]*(-[A-Z\d]+)*$|^[A-Z][\w-]*\d$/,
      // Filters, as "os:linux" and "registered:yes".
      /^-?[a-z]+[:=<>]+\S*$/,
      // As the agent names them; short names of days.
      /^(Upload|Download)ThreadsPerVM$|^(Mon|Tue|Wed|Thu|Fri|Sat|Sun)$/,
    ]
    const values =
      '[translate="no"], script, style, option, code, pre, kbd, dd, td, th[scope="row"], [role="gridcell"], [role="rowheader"], [role="cell"], [data-row], input, textarea, [role="treeitem"][data-node*=":"]:not([data-node^="page:"])'
    /** What stands outside of all brackets. */
    const outside = (text: string): string => {
      let depth = 0
      let rest = ''
      for (const char of text) {
        if (char === '⟧') depth--
        if (depth === 0 && char !== '⟧' && char !== '⟦') rest += char
        if (char === '⟦') depth++
      }
      return rest
    }
    const judge = (text: string | null, where: string, isData: boolean): void => {
      const shown = (text ?? '').trim()
      const note = (fault: WordsSeen['faults'][number]['fault']): void => void faults.push({ fault, where, text: shown.slice(0, 120) })
      // A whole text that went through the seam once more; one that only holds another is longer than its value.
      if (/⟦⟦[^⟦⟧]*⟧~+⟧/.test(shown)) note('twice')
      if (isData) {
        if (!shown.includes('⟦')) data.add(shown)
        return
      }
      const rest = outside(shown).trim()
      if (letters.test(rest) && !plain.some((each) => each.test(rest))) note(rest === shown ? 'bare' : 'partly bare')
    }
    const isValue = (element: Element | null): boolean => element === null || element.closest(values) !== null
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const parent = node.parentElement
      if (parent?.checkVisibility() !== false) judge(node.nodeValue, parent?.tagName.toLowerCase() ?? '', isValue(parent))
    }
    for (const element of document.querySelectorAll('[aria-label], [title], [placeholder], [aria-description], [aria-valuetext]')) {
      if (!element.checkVisibility()) continue
      for (const name of ['aria-label', 'title', 'placeholder', 'aria-description', 'aria-valuetext'])
        judge(element.getAttribute(name), `@${name}`, isValue(element))
    }
    return { faults, data: [...data] }
  })
