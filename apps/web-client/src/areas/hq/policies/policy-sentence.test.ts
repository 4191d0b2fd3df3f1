import { screenTexts, type Language } from '@pos/i18n'
import type { ApprovalForm, PolicyForm } from '@pos/pos-logic/stores'
import { expect, test } from 'vitest'
import { createI18n } from 'vue-i18n'
import { approvalSentence, policySentence, type SentenceWords } from './policy-sentence.ts'

function wordsIn(language: Language): SentenceWords {
  const { t } = createI18n({ legacy: false, locale: language, messages: screenTexts }).global
  const list = (type: 'conjunction' | 'disjunction') => (parts: readonly string[]) =>
    new Intl.ListFormat(language, { type }).format(parts)
  return {
    say: (key, named = {}) => t(key.startsWith('acts.') ? `policies.${key}` : `policies.sentence.${key}`, named),
    valueOf: (_, value) => String(value),
    nameOf: (_, id) => id,
    or: list('disjunction'),
    and: list('conjunction'),
  }
}
const policy: PolicyForm = {
  name: 'Night',
  code: 'night',
  action: 'sale:return',
  effect: 'deny',
  isActive: true,
  rules: [],
  targets: { role: [], user: [], store: [], department: [] },
}

test('a policy without conditions and targets is one sentence', () => {
  expect(policySentence(policy, wordsIn('en'))).toBe('Nobody may take goods back.')
  expect(policySentence({ ...policy, action: '*' }, wordsIn('es'))).toBe('Nadie puede hacer nada.')
  expect(policySentence({ ...policy, effect: 'require_approval', action: '*' }, wordsIn('es'))).toBe(
    'Para hacer cualquier cosa, otra persona tiene que aprobarlo.',
  )
})

test('every condition that is written is said, whom it concerns, and that it is off', () => {
  const whole: PolicyForm = {
    ...policy,
    effect: 'require_approval',
    isActive: false,
    rules: [
      { attribute: 'time', operator: 'between', values: ['22:00', '06:00'] },
      { attribute: 'weekday', operator: 'in', values: ['Saturday', 'Sunday'] },
      { attribute: 'amount', operator: 'gt', values: [''] },
      { attribute: 'store', operator: 'in', values: [] },
    ],
    targets: { role: ['Cashier', 'Supervisor'], user: [], store: ['San Juan'], department: [] },
  }
  expect(policySentence(whole, wordsIn('en'))).toBe(
    'To take goods back when the time is between 22:00 and 06:00 and the day is Saturday or Sunday, somebody else must approve. ' +
      'It holds only for the roles Cashier or Supervisor and in San Juan. It is switched off now.',
  )
  expect(policySentence(whole, wordsIn('es'))).toBe(
    'Para aceptar una devolución cuando la hora está entre 22:00 y 06:00 y el día es Saturday o Sunday, otra persona tiene que aprobarlo. ' +
      'Vale solo para los roles Cashier o Supervisor y en San Juan. Ahora está apagada.',
  )
})

test('an approval says who gives it, and above what it is needed', () => {
  const form: ApprovalForm = {
    action: 'sale:discount',
    permissionCode: 'pos:approve',
    thresholdMinor: 5000,
    thresholdPpm: 200_000,
    canBeRemote: false,
    ttlS: 300,
  }
  const rest = {
    money: (minor: number) => `$${minor / 100}`,
    rate: (ppm: number) => `${ppm / 10_000}%`,
    right: 'Approve at the till',
    time: '5 minutes',
  }
  const words = wordsIn('en')
  expect(approvalSentence(form, words, rest)).toBe(
    'To give a discount above $50 or above 20%, a person with the right “Approve at the till” must approve. ' +
      'It is done on the spot. An approval is good for 5 minutes.',
  )
  expect(approvalSentence({ ...form, thresholdMinor: null, thresholdPpm: null }, words, rest)).toContain(
    'When somebody must approve to give a discount',
  )
})
