import type { SetupIssue } from '../../../preload/contract/setup.ts'
import type { SetupPage } from '../../../preload/contract/setup-answers.ts'
import { t } from '../../../preload/contract/words.ts'

/** Collects the faults of one page. Texts are the same in the wizard and the command line. */
export class Issues {
  readonly list: SetupIssue[] = []
  readonly page: SetupPage

  constructor(page: SetupPage) {
    this.page = page
  }

  error(field: string, code: string, message: string, remedy: string | null = null): void {
    this.list.push({ page: this.page, field, code, severity: 'error', message, remedy })
  }

  warn(field: string, code: string, message: string, remedy: string | null = null): void {
    this.list.push({ page: this.page, field, code, severity: 'warning', message, remedy })
  }

  /** A text that must be there; false (and a fault) when it isn't. */
  enter(field: string, value: string, label: string): boolean {
    if (value.trim() !== '') return true
    this.error(field, 'required', t('Enter {label}.', { label }))
    return false
  }

  /** A choice that must be made. */
  choose(field: string, value: string, label: string): boolean {
    if (value.trim() !== '') return true
    this.error(field, 'required', t('Choose {label}.', { label }))
    return false
  }

  length(field: string, value: string, maximum: number): boolean {
    if (value.length >= 1 && value.length <= maximum) return true
    this.error(field, 'name-length', t('Use 1 to {maximum} characters; this has {value}.', { maximum, value: value.length }))
    return false
  }

  taken(field: string, kind: string, name: string): void {
    this.error(field, 'name-taken', t('{kind} {name} exists already. Choose another name.', { kind, name }))
  }

  notFound(field: string, kind: string, name: string, remedy = t('Choose one that is in the lab.')): void {
    this.error(field, 'not-found', t('There is no {kind} named {name}.', { kind, name }), remedy)
  }

  range(field: string, minimum: number, maximum: number): void {
    this.error(
      field,
      'number-range',
      t('Enter {minimum} to {maximum}.', { minimum: minimum.toLocaleString('en-US'), maximum: maximum.toLocaleString('en-US') }),
    )
  }
}

export const sameName = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase()

export const findNamed = <T extends { name: string }>(list: readonly T[], name: string): T | undefined =>
  list.find((each) => each.name === name) ?? list.find((each) => sameName(each.name, name))
