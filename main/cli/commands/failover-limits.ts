import type { AzureLimitsDraft } from '../../../preload/contract/compute-network.ts'
import { t } from '../../../preload/contract/words.ts'
import { type Options, type Outcome, optional, UsageError, type Values, wholeNumber } from '../command.ts'
import type { LabTime } from '../lab-time.ts'
import { tableText } from '../table.ts'

export const limitOptions: Options = { cores: { type: 'string' }, adapters: { type: 'string' }, 'in-use': { type: 'string' } }

const quotaOf = (text: string, what: string): number | null => (text === 'none' ? null : wholeNumber(text, what, 0, 1_000_000))

const addressesOf = (text: string): NonNullable<AzureLimitsDraft['addresses']> =>
  text === 'none'
    ? []
    : text.split(',').map((each) => {
        const [network = '', address = '', ...owner] = each.trim().split(/\s+/)
        if (address === '' || owner.length === 0)
          throw new UsageError(t('--in-use names network, address and owner: "{each}".', { each: each.trim() }))
        return { network, address, usedBy: owner.join(' ') }
      })

/** Quotas and addresses that failovers meet in Azure: shown, after setting what was given. */
export const limits = async ({ replication }: LabTime, values: Values): Promise<Outcome> => {
  const cores = optional(values, 'cores')
  const adapters = optional(values, 'adapters')
  const inUse = optional(values, 'in-use')
  const draft: AzureLimitsDraft = {
    ...(cores === undefined ? {} : { cores: quotaOf(cores, '--cores') }),
    ...(adapters === undefined ? {} : { adapters: quotaOf(adapters, '--adapters') }),
    ...(inUse === undefined ? {} : { addresses: addressesOf(inUse) }),
  }
  const now = Object.keys(draft).length === 0 ? await replication.azureLimits(undefined) : await replication.setAzureLimits(draft)
  const { subscription, used, addresses } = now
  const told = (limit: number | null): string => (limit === null ? t('not limited') : String(limit))
  return {
    code: 0,
    json: { subscription, cores: now.cores, adapters: now.adapters, used, addresses },
    text: [
      tableText(
        [subscription, t('Quota'), t('In use')],
        [
          [t('Cores'), told(now.cores), String(used.cores)],
          [t('Network interfaces'), told(now.adapters), String(used.adapters)],
        ],
      ),
      ...addresses.map((each) => t('{network} {address}: {usedBy}', { ...each })),
    ].join('\n'),
  }
}
