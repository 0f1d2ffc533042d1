import { AppError } from '../../../preload/contract/errors.ts'

/** A fault in the text of a filter, at its character (from 0). */
export const filterError = (character: number, message: string, remedy: string): AppError =>
  new AppError({ code: 'filter-syntax', field: 'where', message, remedy, at: { character } })
