import { DomainError } from '@pos/core'
import { sentence, type Language } from '@pos/i18n'
import { useI18n } from 'vue-i18n'

/** Says in the person's language why something was refused. */
export function useSentence(): (problem: unknown) => string {
  const { locale, t } = useI18n()
  return (problem) =>
    problem instanceof DomainError
      ? sentence(problem.code, problem.params, locale.value as Language)
      : t('common.unexpected')
}
