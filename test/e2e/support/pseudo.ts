import type { Page } from '@playwright/test'

/**
 * Texts and accessible names on the page that are not in the pseudo language. Lab data stands where values stand: in cells of grids and
 * tables, after a term of a list of facts, in what people fill in, in nodes of the tree that an item of the lab made, and wherever it
 * is marked `translate="no"`. Names of products and keys, figures with their units and ids are no language.
 */
export const bareOnPage = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const found = new Set<string>()
    const letters = /\p{L}{2}/u
    const plain =
      /^(Offsite Console|English|Chromium|Node\.js|HTML|JSON|Windows|Linux|PowerShell|Bicep|Harbour Clinic.*|((Ctrl|Alt|Shift)\+)*(\S|F\d+|Enter|Esc|Tab|Space|Home|End|Up|Down|Left|Right)|[\d.,\s]+ ?([KMGT]i?B|%|h|min|Mbps|Kbps)?|[A-Z][\w-]*\d)$/
    const values =
      '[translate="no"], script, style, option, code, pre, kbd, dd, td, th[scope="row"], [role="gridcell"], [role="rowheader"], [data-row], input, textarea, [role="treeitem"][data-node*=":"]:not([data-node^="page:"])'
    const judge = (text: string | null, where: string): void => {
      const shown = (text ?? '').trim()
      if (!letters.test(shown) || shown.includes('⟦') || shown.includes('⟧') || plain.test(shown)) return
      found.add(`${where} "${shown.slice(0, 80)}"`)
    }
    const data = (element: Element | null): boolean => element === null || element.closest(values) !== null
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const parent = node.parentElement
      if (data(parent) || parent?.checkVisibility() === false) continue
      judge(node.nodeValue, parent?.tagName.toLowerCase() ?? '')
    }
    for (const element of document.querySelectorAll('[aria-label], [title], [placeholder]')) {
      if (data(element) || !element.checkVisibility()) continue
      for (const name of ['aria-label', 'title', 'placeholder']) judge(element.getAttribute(name), `@${name}`)
    }
    return [...found]
  })
