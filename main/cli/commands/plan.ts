import { t } from '../../../preload/contract/words.ts'
import { planDocumentOf, planJson, writePlan } from '../../services/plan-service.ts'
import { type Command, labOption, noPositionals, optional, pathOf } from '../command.ts'
import { labPath, reading } from '../labs.ts'
import { tableText } from '../table.ts'

export const plan: Command = {
  name: 'plan',
  summary: t('Prints the plan of the lab; --html writes it as one page.'),
  usage: [t('plan --lab FILE [--html FILE] [--json]')],
  options: { ...labOption, html: { type: 'string' } },
  run: async (args, io) => {
    noPositionals(args)
    const html = optional(args.values, 'html')
    const document = await reading(labPath(args.values, io), io, (store) => planDocumentOf(store.db))
    if (html !== undefined) writePlan(document, 'html', pathOf(io, html))
    const { vault, source } = document
    return {
      code: 0,
      json: document,
      raw: planJson(document),
      text: [
        t('Plan of {name} ({schema}, rules {rulePack})', { name: document.lab.name, schema: document.schema, rulePack: document.rulePack }),
        vault
          ? t('Vault {name}, {region}, resource group {resourceGroup}', {
              name: vault.name,
              region: vault.region,
              resourceGroup: vault.resourceGroup,
            })
          : t('No vault yet.'),
        source
          ? t('Source {vmmServer}, clouds {clouds}', { vmmServer: source.vmmServer, clouds: source.clouds.join(', ') || '-' })
          : t('No VMM server is registered.'),
        '',
        tableText(
          [t('Name'), t('Azure name'), t('Size'), t('Network'), t('Subnet'), 'IP', t('Policy')],
          document.machines.map((each) => [
            each.name,
            each.azureName,
            each.size,
            each.network,
            each.subnet,
            each.ip ?? 'DHCP',
            each.policy,
          ]),
        ),
        '',
        ...document.recoveryPlans.map((each) =>
          t('{name}: {machines, plural, one {# machine} other {# machines}} in {groups, plural, one {# group} other {# groups}}', {
            name: each.name,
            machines: each.groups.reduce((sum, group) => sum + group.machines.length, 0),
            groups: each.groups.length,
          }),
        ),
        '',
        t('Next steps'),
        ...document.nextSteps.map((step, n) => `${n + 1}. ${step}`),
        ...(html === undefined ? [] : ['', t('Wrote {io}', { io: pathOf(io, html) })]),
      ].join('\n'),
    }
  },
}
