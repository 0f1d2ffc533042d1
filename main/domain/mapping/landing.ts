import { t } from '../../../preload/contract/words.ts'
/**
 * Which subnet of the Azure network a machine lands in after a real failover (fact base N5, S45): the subnet with the name of
 * the machine's VMM subnet, else the first in the network's own order. Names compare without case, as Azure compares them.
 */
export interface Landing {
  sourceSubnet: string
  targetSubnet: string
  rule: 'same-name' | 'first-subnet'
  warning: string | null
}

/** No machine can be placed in this subnet; it belongs to the network's gateway. */
export const gatewaySubnet = 'GatewaySubnet'

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase()

/** Null when the Azure network has no subnet at all. */
export const landingSubnet = (sourceSubnet: string, targetSubnets: readonly string[]): Landing | null => {
  const match = sourceSubnet === '' ? undefined : targetSubnets.find((name) => same(name, sourceSubnet))
  const target = match ?? targetSubnets[0]
  if (target === undefined) return null
  const rule = match === undefined ? 'first-subnet' : 'same-name'
  return { sourceSubnet, targetSubnet: target, rule, warning: warningOf(sourceSubnet, target, rule) }
}

const warningOf = (source: string, target: string, rule: Landing['rule']): string | null => {
  if (same(target, gatewaySubnet))
    return rule === 'same-name'
      ? t("Machines can't run in {target}. Rename the source subnet or map another network.", { target })
      : t(
          "No subnet is named {source}, so the first is used. It is {target}, where machines can't run. Add a subnet or put another first.",
          { source: source || t('like the source'), target },
        )
  if (rule === 'first-subnet' && source !== '')
    return t('No subnet is named {source}, so the first, {target}, is used.', { source, target })
  return null
}

/** One landing per source subnet; a network without known subnets has one nameless line. */
export const landings = (sourceSubnets: readonly string[], targetSubnets: readonly string[]): Landing[] =>
  (sourceSubnets.length === 0 ? [''] : sourceSubnets).flatMap((name) => landingSubnet(name, targetSubnets) ?? [])
