import { failoverKinds } from '../../../preload/contract/plain.ts'
import type { FailoverKind, PlanAction } from '../../../preload/contract/recovery-plans.ts'
import { t } from '../../../preload/contract/words.ts'

/** An action as it is being typed; each kind keeps its own fields, so that trying another one loses nothing. */
export interface ActionFields {
  kind: PlanAction['kind']
  name: string
  path: string
  account: string
  runbook: string
  instructions: string
  minutes: string
  limit: string
  fails: boolean
  runsIn: FailoverKind[]
}

const minute = 60_000

export const fieldsOf = (action?: PlanAction): ActionFields => {
  const detail = action?.detail ?? ''
  const [account = '', runbook = ''] = action?.kind === 'runbook' ? detail.split('/') : []
  return {
    kind: action?.kind ?? 'script',
    name: action?.name ?? '',
    path: action?.kind === 'script' ? detail : '',
    account,
    runbook,
    instructions: action?.kind === 'manual' ? detail : '',
    minutes: String((action?.durationMs ?? minute) / minute),
    limit: String((action?.timeoutMs ?? 10 * minute) / minute),
    fails: action?.fails ?? false,
    runsIn: action?.runsIn ?? [...failoverKinds],
  }
}

const within = (text: string, least: number): boolean => text.trim() !== '' && Number(text) >= least && Number(text) <= 1440

/** The fault of each field at fault; empty when all is well. The engine asks for the same of paths (R8) and runbooks. */
export const actionFaults = (fields: ActionFields): Partial<Record<keyof ActionFields, string>> => {
  const { kind } = fields
  return {
    ...(fields.name.trim() === '' ? { name: t('Enter a name.') } : {}),
    ...(kind === 'script' && !/^\\RPScripts\\[^<>:"/|?*]*[^<>:"/|?*\\]\.ps1$/i.test(fields.path.trim())
      ? { path: t('Write a path like {path}.', { path: '\\RPScripts\\Mount.ps1' }) }
      : {}),
    ...(kind === 'runbook' && !/^[^/\\]+$/.test(fields.account.trim()) ? { account: t('Enter the name of the account.') } : {}),
    ...(kind === 'runbook' && !/^[^/\\]+$/.test(fields.runbook.trim()) ? { runbook: t('Enter the name of the runbook.') } : {}),
    ...(within(fields.minutes, 0) ? {} : { minutes: t('Enter 0 to 1440.') }),
    ...(kind === 'manual' || within(fields.limit, 1) ? {} : { limit: t('Enter 1 to 1440.') }),
    ...(fields.runsIn.length === 0 ? { runsIn: t('Choose one or more.') } : {}),
  }
}

/** What the fields say; only of fields without a fault. */
export const actionOf = (fields: ActionFields): PlanAction => {
  const text = {
    script: fields.path.trim(),
    runbook: `${fields.account.trim()}/${fields.runbook.trim()}`,
    manual: fields.instructions.trim(),
  }[fields.kind]
  const manual = fields.kind === 'manual'
  return {
    kind: fields.kind,
    name: fields.name.trim(),
    detail: text === '' ? null : text,
    durationMs: Math.round(Number(fields.minutes) * minute),
    timeoutMs: manual ? 10 * minute : Math.round(Number(fields.limit) * minute),
    fails: !manual && fields.fails,
    runsIn: fields.runsIn,
  }
}
