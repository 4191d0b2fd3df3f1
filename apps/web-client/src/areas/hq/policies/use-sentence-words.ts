import type { PolicyScalar } from '@pos/pos-logic/stores'
import type { PolicyAttribute, PolicyTarget } from '@pos/shared-types'
import { useFormat } from '@pos/ui-kit'
import { useI18n } from 'vue-i18n'
import type { SentenceWords } from './policy-sentence.ts'
import type { PolicyChoices } from './use-policy-choices.ts'

const PPM_PER_BP = 100

/** The words of policies in the reader's language. */
export function useSentenceWords(choices: PolicyChoices): SentenceWords {
  const { t, locale } = useI18n()
  const format = useFormat()
  const list = (type: 'conjunction' | 'disjunction', parts: readonly string[]) =>
    new Intl.ListFormat(locale.value, { type }).format(parts)
  const nameOf = (kind: PolicyTarget, id: string) =>
    choices.value[kind].find(({ value }) => value === id)?.label ?? t('policies.sentence.unknown')

  function valueOf(attribute: PolicyAttribute, value: PolicyScalar): string {
    if (attribute === 'time') return String(value)
    if (attribute === 'weekday') return inSentence(t(`policies.weekdays.${value}`), locale.value)
    if (attribute === 'amount') return format.money(Number(value))
    if (attribute === 'discount') return format.rate(Number(value) * PPM_PER_BP)
    return nameOf(attribute, String(value))
  }

  return {
    say: (key, named = {}) =>
      key.startsWith('acts.') ? t(`policies.${key}`) : t(`policies.sentence.${key}`, { ...named }),
    valueOf,
    nameOf,
    or: (parts) => list('disjunction', parts),
    and: (parts) => list('conjunction', parts),
  }
}

/** Days of the week begin with a small letter in Spanish. */
const inSentence = (day: string, language: string) => (language === 'es' ? day.toLowerCase() : day)
