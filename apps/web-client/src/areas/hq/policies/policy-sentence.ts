import type { ApprovalForm, PolicyForm, PolicyScalar, RuleForm } from '@pos/pos-logic/stores'
import { ANY_ACTION, POLICY_TARGETS, type PolicyAttribute, type PolicyTarget } from '@pos/shared-types'

/** What a policy is put into words with: texts by key, and what values are called. */
export type SentenceWords = {
  readonly say: (key: string, named?: Readonly<Record<string, string>>) => string
  readonly valueOf: (attribute: PolicyAttribute, value: PolicyScalar) => string
  readonly nameOf: (kind: PolicyTarget, id: string) => string
  readonly or: (parts: readonly string[]) => string
  readonly and: (parts: readonly string[]) => string
}

/** An access policy in plain sentences. A condition that says nothing yet is left out. */
export function policySentence(form: PolicyForm, words: SentenceWords): string {
  const { say, and } = words
  const { action, effect, isActive, targets } = form
  const any = effect === 'deny' ? 'anyDenied' : 'anyApproved'
  const act = action === ANY_ACTION ? say(any) : actIn(action, words)
  const met = form.rules.filter(isWritten).map((rule) => conditionIn(rule, words))
  const when = met.length === 0 ? '' : ` ${say('when', { conditions: and(met) })}`
  const aimed = POLICY_TARGETS.filter((kind) => targets[kind].length > 0).map((kind) =>
    say(`targets.${kind}`, { names: words.or(targets[kind].map((id) => words.nameOf(kind, id))) }),
  )
  const parts = [
    say(effect, { act, when }),
    aimed.length === 0 ? '' : say('only', { targets: and(aimed) }),
    isActive ? '' : say('off'),
  ]
  return parts.filter((part) => part !== '').join(' ')
}

type Amounts = { readonly money: (minor: number) => string; readonly rate: (ppm: number) => string }
type Rest = Amounts & { readonly right: string; readonly time: string }

/** An approval policy in plain sentences. */
export function approvalSentence(form: ApprovalForm, { say, or }: SentenceWords, rest: Rest): string {
  const { action, thresholdMinor, thresholdPpm, canBeRemote } = form
  const act = action === ANY_ACTION ? say('anyApproved') : lower(say(`acts.${action.replace(':', '.')}`))
  const above = or([
    ...(thresholdMinor === null ? [] : [say('aboveAmount', { amount: rest.money(thresholdMinor) })]),
    ...(thresholdPpm === null ? [] : [say('aboveShare', { share: rest.rate(thresholdPpm) })]),
  ])
  const { right } = rest
  return [
    above === '' ? say('names', { act, right }) : say('approval', { act, above: ` ${above}`, right }),
    say(canBeRemote ? 'remote' : 'here'),
    say('life', { time: rest.time }),
  ].join(' ')
}

function conditionIn({ attribute, operator, values }: RuleForm, { say, valueOf, or }: SentenceWords): string {
  const named = values.map((value) => valueOf(attribute, value))
  const [from = '', to = ''] = named
  const subject = say(`subjects.${attribute}`)
  const kind = attribute === 'time' ? 'timeOperators' : 'operators'
  return say(`${kind}.${operator}`, { subject, from, to, value: operator === 'in' ? or(named) : from })
}

const isWritten = ({ values }: RuleForm) => values.length > 0 && values.every((value) => value !== '')
const actIn = (action: string, { say }: SentenceWords) => lower(say(`acts.${action.replace(':', '.')}`))
const lower = (text: string) => text.charAt(0).toLowerCase() + text.slice(1)
