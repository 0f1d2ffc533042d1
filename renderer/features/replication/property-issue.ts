import type { PropertyIssue } from '../../../preload/contract/compute-network.ts'

/** A fault or a warning as a field of the window shows it. */
export const issueProps = (issue: PropertyIssue | null): { error?: string; warning?: string } => {
  if (issue === null) return {}
  const text = issue.remedy === null ? issue.message : `${issue.message} ${issue.remedy}`
  return issue.severity === 'error' ? { error: text } : { warning: text }
}
