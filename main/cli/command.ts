import { isAbsolute, resolve } from 'node:path'
import type { ParseArgsConfig } from 'node:util'
import { t } from '../../preload/contract/words.ts'
import type { CommandIo } from './io.ts'

export type Options = NonNullable<ParseArgsConfig['options']>
export type Values = Readonly<Record<string, string | boolean | undefined>>

export interface Arguments {
  values: Values
  positionals: readonly string[]
}

export interface Outcome {
  /** 0 done, 1 found problems or refused. */
  code: 0 | 1
  json: unknown
  /** The same for people; without a line end at the end. */
  text: string
  /** Ready-made JSON text, where its exact bytes matter. */
  raw?: string
}

export interface Command {
  name: string
  summary: string
  /** Lines after "offsite". */
  usage: readonly string[]
  options: Options
  run(args: Arguments, io: CommandIo): Outcome | Promise<Outcome>
}

/** Wrong usage: exit code 2, the message and the usage on standard error. */
export class UsageError extends Error {}

export const required = (values: Values, name: string): string => {
  const value = values[name]
  if (typeof value !== 'string' || value === '') throw new UsageError(t('--{name} is missing.', { name }))
  return value
}

export const optional = (values: Values, name: string): string | undefined => {
  const value = values[name]
  if (value === '') throw new UsageError(t('--{name} is empty.', { name }))
  return typeof value === 'string' ? value : undefined
}

export const oneOf = <T extends string>(value: string, allowed: readonly T[], what: string): T => {
  const found = allowed.find((each) => each === value)
  if (found === undefined)
    throw new UsageError(t('{what} must be one of {allowed}; this is "{value}".', { what, allowed: allowed.join(', '), value }))
  return found
}

export const wholeNumber = (value: string, what: string, minimum: number, maximum: number): number => {
  const number = /^-?\d+$/.test(value) ? Number(value) : Number.NaN
  if (!Number.isSafeInteger(number) || number < minimum || number > maximum)
    throw new UsageError(
      t('{what} must be a whole number from {minimum} to {maximum}; this is "{value}".', { what, minimum, maximum, value }),
    )
  return number
}

export const noPositionals = ({ positionals }: Arguments): void => {
  if (positionals.length > 0) throw new UsageError(t('"{positionals}" is not expected here.', { positionals: positionals[0] }))
}

export const pathOf = (io: CommandIo, path: string): string => (isAbsolute(path) ? path : resolve(io.cwd, path))

export const labOption: Options = { lab: { type: 'string' } }
