/** The elements of Fluent UI that hand the focus on. */
export const focusStops = '[data-tabster-dummy]'

/**
 * What axe reports and what is right all the same, each with its reason. Nothing else is left out anywhere: a finding is
 * mended, or stands here.
 */
export const axeExceptions: readonly { selector: string; reason: string }[] = [
  {
    selector: focusStops,
    reason:
      'Fluent UI (its library tabster) puts an element that takes the focus for one step before and after a dialog or menu, to send it back inside. ' +
      'It is hidden from assistive technology on purpose, which axe reports as aria-hidden-focus; nobody can rest on it.',
  },
  {
    selector: '[role="tooltip"]',
    reason:
      'Fluent UI puts an open tooltip at the end of the page, outside of every landmark, which axe reports as region. Nobody goes there: it is ' +
      'read as the description of its control, and which one is open depends on where the pointer rests.',
  },
]
