import { t } from '../../../preload/contract/words.ts'
import { planDocumentOf, planJson, writePlan } from '../../services/plan-service.ts'
import { type Command, labOption, noPositionals, optional, pathOf } from '../command.ts'
import { labPath, reading } from '../labs.ts'
import { tableText } from '../table.ts'

export const plan: Command = {
  name: 'plan',
  summary: 'Prints the plan of the lab; --html writes it as one page.',
  usage: ['plan --lab FILE [--html FILE] [--json]'],
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
        `Plan of ${document.lab.name} (${document.schema}, rules ${document.rulePack})`,
        vault ? `Vault ${vault.name}, ${vault.region}, resource group ${vault.resourceGroup}` : 'No vault yet.',
        source ? `Source ${source.vmmServer}, clouds ${source.clouds.join(', ') || '-'}` : 'No VMM server is registered.',
        '',
        tableText(
          ['Name', 'Azure name', 'Size', 'Network', 'Subnet', 'IP', 'Policy'],
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
        'Next steps',
        ...document.nextSteps.map((step, n) => `${n + 1}. ${step}`),
        ...(html === undefined ? [] : ['', `Wrote ${pathOf(io, html)}`]),
      ].join('\n'),
    }
  },
}
