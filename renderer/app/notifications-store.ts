import { makeAutoObservable, observableRef } from 'mobx'
import { AppError } from '../../preload/contract/errors.ts'
import { t } from '../../preload/contract/words.ts'

export interface Notice {
  id: number
  intent: 'success' | 'info' | 'warning' | 'error'
  title: string
  body: string | null
  /** Details for "Copy details"; null where there is nothing more to say. */
  details: string | null
  /** Opens what it speaks of. */
  actions: readonly { label: string; run: () => void }[]
  /** False where the person sees the result in its place: the bell keeps it, nothing pops up. */
  toast: boolean
}

/** Message, remedy and code of any thrown value, ready to be shown. */
export const explain = (error: unknown): { message: string; remedy: string | null; code: string; details: string } => {
  if (error instanceof AppError) {
    const details = JSON.stringify(error.toShape(), null, 2)
    return { message: error.message, remedy: error.remedy ?? null, code: error.code, details }
  }
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return {
    message: t('Something in the console failed.'),
    remedy: t('Try again. If it fails again, copy the details.'),
    code: 'internal',
    details: text,
  }
}

/** Results and faults: toasts, the bell, and what a screen reader is told. */
export class NotificationsStore {
  items: readonly Notice[] = []
  unread = 0
  polite = ''
  assertive = ''
  private next = 1
  private readonly listeners = new Set<(notice: Notice) => void>()

  constructor() {
    makeAutoObservable<this, 'next' | 'listeners'>(this, { items: observableRef, next: false, listeners: false }, { autoBind: true })
  }

  /** `unread`: counted by the bell although nothing pops up. */
  push({ unread = false, ...notice }: Pick<Notice, 'intent' | 'title'> & Partial<Omit<Notice, 'id'>> & { unread?: boolean }): void {
    const full: Notice = { id: this.next++, body: null, details: null, actions: [], toast: true, ...notice }
    this.items = [full, ...this.items].slice(0, 100)
    this.unread += full.toast || unread ? 1 : 0
    if (unread && !full.toast) this.announce(full.title)
    if (full.toast) this.announce(full.body ? `${full.title} ${full.body}` : full.title, full.intent === 'error')
    for (const tell of this.listeners) tell(full)
  }

  /** Shows a fault that has no better place. */
  fault(error: unknown): void {
    const { message, remedy, details, code } = explain(error)
    if (code === 'cancelled') return
    this.push({ intent: 'error', title: message, body: remedy, details })
  }

  announce(text: string, assertive = false): void {
    if (assertive) this.assertive = text
    else this.polite = text
  }

  read(): void {
    this.unread = 0
  }

  dismiss(id: number): void {
    this.items = this.items.filter((item) => item.id !== id)
  }

  dismissAll(): void {
    this.items = []
    this.unread = 0
  }

  onPushed(listener: (notice: Notice) => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }
}
