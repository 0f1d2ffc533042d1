import * as z from 'zod'
import { setupAnswers } from '../../preload/contract/setup-answers.ts'
import { collectorLineSchema } from '../domain/collector/line-schema.ts'
import { azureOutputs } from './outputs/azure.ts'
import { clockOutputs } from './outputs/clock.ts'
import { labOutputs } from './outputs/lab.ts'
import { recoveryPlanOutputs } from './outputs/recovery-plans.ts'
import { replicationOutputs } from './outputs/replication.ts'
import { simulationOutputs } from './outputs/simulation.ts'

/** What each command prints with --json, by the name of its schema. */
export const outputs = {
  ...labOutputs,
  ...simulationOutputs,
  ...replicationOutputs,
  ...recoveryPlanOutputs,
  ...azureOutputs,
  ...clockOutputs,
} as const

/** What a person writes: fields with a default may be left out. */
const inputs = { answers: setupAnswers } as const

/** What files hold, line by line; its fields have one table for reading, writing and this schema. */
const lines = { collector: collectorLineSchema } as const

type SchemaName = keyof typeof outputs | keyof typeof inputs | keyof typeof lines
export const schemaNames = [...Object.keys(outputs), ...Object.keys(inputs), ...Object.keys(lines)] as SchemaName[]

/** JSON Schema (draft 2020-12) of a command's output, of the answers document, or of a line of a collector file. */
export const jsonSchemaOf = (name: SchemaName): object => {
  if (name === 'collector') return { ...lines[name](), title: `offsite ${name}` }
  const schema = name === 'answers' ? z.toJSONSchema(inputs.answers, { io: 'input' }) : z.toJSONSchema(outputs[name])
  return { ...schema, title: `offsite ${name}` }
}
