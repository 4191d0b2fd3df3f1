import { toCsv, type CsvColumn, type CsvRow } from '@pos/pos-logic/stores'
import { decimalsOf, useToasts } from '@pos/ui-kit'
import { useI18n } from 'vue-i18n'

/** Puts rows into a file among the downloads of the reader. */
export function useCsv(): (file: string, columns: readonly CsvColumn[], rows: readonly CsvRow[]) => void {
  const { t } = useI18n()
  const toasts = useToasts()
  return (file, columns, rows) => {
    const address = URL.createObjectURL(new Blob([toCsv(columns, rows, decimalsOf)], { type: 'text/csv' }))
    const link = Object.assign(document.createElement('a'), { href: address, download: file })
    link.click()
    URL.revokeObjectURL(address)
    toasts.show({ text: t('backOffice.saved', { file }), tone: 'ok' })
  }
}
